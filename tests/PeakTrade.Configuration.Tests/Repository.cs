namespace PeakTrade.Configuration.Tests;

/// <summary>Where the repository and what lies beside it are found.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PeakTrade.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("PeakTrade.slnx stands in no folder above the tests.");
    }
}
