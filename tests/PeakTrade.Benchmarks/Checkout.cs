using System.Diagnostics;

namespace PeakTrade.Benchmarks;

/// <summary>The checkout that the benchmarks were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Commit
    {
        get
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", Root, "rev-parse", "--short", "HEAD"]) { RedirectStandardOutput = true })!;
            return git.StandardOutput.ReadToEnd().Trim();
        }
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PeakTrade.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
