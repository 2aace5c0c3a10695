using System.Runtime.Versioning;

namespace PeakTrade.Configuration.Tests;

public sealed class ConfigFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("peaktrade-config-").FullName;

    [Fact]
    public void A_file_is_read_and_its_text_kept()
    {
        var config = ConfigReader.ReadFile(Written("\uFEFF[backtest]\nfee_bps = 3\n"u8.ToArray()), []);
        Assert.Equal(3, config.Backtest.FeeBps);
        Assert.Equal("\uFEFF[backtest]\nfee_bps = 3\n", config.SourceText);
    }

    [Fact]
    public void A_file_that_is_not_there_is_missing() => Refused(Path.Combine(_folder, "none", "config.toml"), FaultCatalogue.ConfigMissing, "There is no such file.");

    [Fact]
    public void A_directory_is_no_file() => Refused(_folder, FaultCatalogue.ConfigUnreadable, "It is a directory.");

    [Fact]
    public void A_file_of_more_than_10_MB_is_refused() =>
        Refused(Written(new byte[(10 * 1024 * 1024) + 1]), FaultCatalogue.ConfigUnreadable, "It is larger than 10 MB, which no configuration is.");

    [Fact]
    public void Binary_junk_is_named_with_its_place()
    {
        var path = Written([0x50, 0x4B, 0x03, 0x04, 0xFF]);
        var thrown = Assert.Throws<PeakTradeException>(() => ConfigReader.ReadFile(path, []));
        Assert.Equal(new Place(path, 1, 5), Assert.Single(thrown.Faults).Place);
    }

    [UnprivilegedFact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_may_not_be_read_is_unreadable()
    {
        var path = Written([]);
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Same(FaultCatalogue.ConfigUnreadable, Assert.Throws<PeakTradeException>(() => ConfigReader.ReadFile(path, [])).Kind);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Refused(string path, FaultKind kind, string message)
    {
        var thrown = Assert.Throws<PeakTradeException>(() => ConfigReader.ReadFile(path, []));
        Assert.Same(kind, thrown.Kind);
        Assert.Equal(path, thrown.Target);
        Assert.Equal((message, new Place(path)), (thrown.Faults[0].Message, thrown.Faults[0].Place));
    }

    private string Written(byte[] bytes)
    {
        var path = Path.Combine(_folder, "config.toml");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}

/// <summary>A fact about file permissions, skipped where they do not bind.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) Skip = "File modes do not bind this user.";
    }
}
