using System.Diagnostics;

namespace PeakTrade.Runs.Tests;

/// <summary>Processes that run from a folder without the native library.</summary>
public sealed class WithoutDuckDbTests : IDisposable
{
    private readonly TemporaryStore _given = new();

    public WithoutDuckDbTests()
    {
        Directory.CreateDirectory(Bare);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory)) File.Copy(file, Path.Combine(Bare, Path.GetFileName(file)));
    }

    private string Bare => Path.Combine(_given.Outside, "bare");

    public void Dispose() => _given.Dispose();

    [Fact]
    public void Trades_are_stored_as_CSV_and_read_by_everybody()
    {
        var id = Run(Program.SaveOne);
        Assert.True(File.Exists(Path.Combine(_given.Root, id, "trades.csv")));
        Assert.False(File.Exists(Path.Combine(_given.Root, id, "trades.parquet")));
        Assert.Equal(Given.Trade(), Assert.Single(_given.FindOnly().GetTrades()));
        Assert.Equal($"{Given.Trade()}", Run(Program.ReadTrades));
    }

    [Fact]
    public void Who_asks_for_Parquet_is_told_what_to_do()
    {
        Assert.Matches("^Lake.NotAvailable: .*is not there.* Install Node.js", Run(Program.SaveOneAsParquet));
        Assert.Empty(_given.Names());
    }

    [FactWithDuckDb]
    public void A_run_with_Parquet_gives_its_figures_and_says_what_its_trades_need()
    {
        var run = _given.Save();
        var told = Run(Program.ReadTrades);
        Assert.StartsWith($"Lake.NotAvailable: {Path.Combine(run.RunPath!, "trades.parquet")} cannot be read here.", told, StringComparison.Ordinal);
        Assert.Contains("Install Node.js", told, StringComparison.Ordinal);
    }

    private string Run(string task)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        var program = Path.Combine(Bare, Path.GetFileName(typeof(Program).Assembly.Location));
        using var process = Process.Start(new ProcessStartInfo(dotnet, ["exec", program, task, _given.Root]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return said;
    }
}
