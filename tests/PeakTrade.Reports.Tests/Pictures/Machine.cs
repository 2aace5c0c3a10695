using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PeakTrade.Reports.Pictures;

namespace PeakTrade.Reports.Tests;

/// <summary>A test that needs libvips.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithLibvipsAttribute : FactAttribute
{
    public FactWithLibvipsAttribute() => Skip = VipsLibrary.Here.Problem is { Length: > 0 } problem ? problem : null;
}

/// <summary>The program laid out anew, as a machine with other natives and other fonts would have it.</summary>
internal sealed class Machine : IDisposable
{
    private static readonly string Platform = Path.GetFileName(NativeFile.FolderOf(typeof(Machine).Assembly));

    private readonly string _folder = Directory.CreateTempSubdirectory("peaktrade-machine-").FullName;

    public Machine()
    {
        foreach (var name in new[] { "PeakTrade.Reports.Tests", "PeakTrade.Reports", "PeakTrade.Engine", "PeakTrade.Abstractions" }) File.Copy(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), Path.Combine(_folder, $"{name}.dll"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "PeakTrade.Reports.Tests.runtimeconfig.json"), Path.Combine(_folder, "PeakTrade.Reports.Tests.runtimeconfig.json"));
        Directory.CreateDirectory(Path.Combine(Natives, "fonts"));
    }

    public string Natives => Path.Combine(_folder, "native", Platform);

    /// <summary>Takes one of the build's natives over.</summary>
    public Machine With(string pattern)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "native", Platform);
        foreach (var file in Directory.EnumerateFiles(source, pattern, SearchOption.AllDirectories)) File.Copy(file, Path.Combine(Natives, Path.GetRelativePath(source, file)));
        return this;
    }

    /// <summary>Lets it find fonts in these folders only.</summary>
    public Machine WithFontsOf(params string[] folders)
    {
        File.WriteAllText(Path.Combine(Natives, "fonts.conf"), $"<fontconfig>{string.Concat(folders.Select(f => $"<dir prefix=\"relative\">{f}</dir>"))}<cachedir>{Path.Combine(_folder, "cache")}</cachedir></fontconfig>");
        return this;
    }

    /// <summary>The picture as it draws it, the name it would give it, and its notice.</summary>
    public (byte[] Picture, string Name, string Notice) Draw(string svg)
    {
        var (picture, said) = Run(svg, 0);
        return (picture, said[0].Trim(), said[1].Trim());
    }

    /// <summary>By how many bytes the process grows while it draws so often.</summary>
    public long Growth(string svg, int times) => long.Parse(Run(svg, times).Said[2], CultureInfo.InvariantCulture);

    private (byte[] Picture, string[] Said) Run(string svg, int times)
    {
        var (drawing, picture) = (Path.Combine(_folder, "in.svg"), Path.Combine(_folder, "out"));
        File.WriteAllText(drawing, svg);
        var start = new ProcessStartInfo(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")), [Path.Combine(_folder, "PeakTrade.Reports.Tests.dll"), drawing, picture, times.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return (File.ReadAllBytes(picture), said);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
