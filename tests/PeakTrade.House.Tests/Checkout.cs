namespace PeakTrade.House.Tests;

/// <summary>The files of this checkout.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PeakTrade.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
