namespace PeakTrade.House.Tests;

/// <summary>
/// Compares what the code is with a text that somebody has read and approved. With PEAKTRADE_APPROVE=1 in the environment the text is
/// written anew instead; the change is then read like any other (docs/development.md).
/// </summary>
internal static class Approval
{
    public static void Check(string actual, params string[] file)
    {
        var path = Checkout.PathTo(file);
        if (Environment.GetEnvironmentVariable("PEAKTRADE_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.Equal(approved, actual);
    }
}
