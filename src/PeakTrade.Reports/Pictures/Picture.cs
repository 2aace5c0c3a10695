using System.Text;
using PeakTrade.Reports.Pictures;

namespace PeakTrade.Reports;

/// <summary>Pictures as files: PNG where this machine can make it, else SVG, which every browser shows.</summary>
public static class Picture
{
    /// <summary>Why pictures come as SVG on this machine, and what to do; null where they come as PNG. A command says it once.</summary>
    public static string? Notice => VipsLibrary.Here.Problem is { Length: > 0 } problem ? $"Pictures are written as SVG instead of PNG. {problem}" : null;

    /// <summary>A picture's file: <c>equity_curve.png</c> or <c>equity_curve.svg</c>.</summary>
    public static string NameOf(string name) => name + (Notice is null ? ".png" : ".svg");

    /// <summary>Writes a drawing in the form that <see cref="NameOf"/> tells. The same drawing gives the same bytes on one machine.</summary>
    public static void Write(string svg, Stream to) => to.Write(Notice is null ? VipsLibrary.Here.Draw(svg) : Encoding.UTF8.GetBytes(svg));
}
