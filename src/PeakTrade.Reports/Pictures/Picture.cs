using System.Text;

namespace PeakTrade.Reports;

/// <summary>Pictures as files: PNG where this machine can make it, else SVG, which every browser shows.</summary>
public static class Picture
{
    /// <summary>Why pictures come as SVG on this machine, and what to do; null where they come as PNG. A command says it once.</summary>
    public static string? Notice { get; } = "Pictures are SVG: PNG is not made yet.";

    /// <summary>A picture's file: <c>equity_curve.png</c> or <c>equity_curve.svg</c>.</summary>
    public static string NameOf(string name) => name + (Notice is null ? ".png" : ".svg");

    /// <summary>Writes a drawing in the form that <see cref="NameOf"/> tells.</summary>
    public static void Write(string svg, Stream to) => to.Write(Encoding.UTF8.GetBytes(svg));
}
