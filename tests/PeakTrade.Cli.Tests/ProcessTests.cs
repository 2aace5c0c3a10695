using System.Diagnostics;
using System.IO.Compression;
using static PeakTrade.Engine.Tests.Strategies.Compiled;

namespace PeakTrade.Cli.Tests;

/// <summary>The built <c>peaktrade</c>, run as a user runs it.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_version_is_that_of_the_engine() => Assert.StartsWith(Operations.EngineVersion.Current, _place.Process("--version").Good().Output);

    [Fact]
    public void Without_arguments_the_help_is_shown_and_the_exit_code_says_that_nothing_was_done()
    {
        var outcome = _place.Process();
        Assert.Equal((2, ""), (outcome.Code, outcome.Error));
        Assert.Contains("backtest", outcome.Output);
        Assert.Contains("Exit codes:", outcome.Output);
    }

    [Fact]
    public void The_demo_works_twice_in_one_folder_and_says_where_its_runs_lie_and_what_to_try()
    {
        var first = _place.Process("demo").Good();
        var second = _place.Process("demo").Good();
        Assert.Contains("ma_crossover", first.Output);
        Assert.Contains("Each run lies in results", first.Output);
        Assert.Contains("peaktrade backtest data/demo/btc_eur_1d.csv", first.Output);
        Assert.Equal(Figures(first), Figures(second));
        Assert.Equal(6, _place.Runs.Count);
        Assert.All(first.Lines, line => Assert.InRange(line.Length, 0, 80));

        static IEnumerable<string> Figures(Outcome outcome) => outcome.Lines.Where(l => l.StartsWith("BTC/EUR")).Select(l => l[..l.LastIndexOf(' ')]);
    }

    [Fact]
    public void Standard_input_is_the_same_data_as_the_file_plain_or_compressed()
    {
        var file = _place.Sample();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(File.ReadAllBytes(file));

        string[] arguments = ["-s", "ma_crossover", "--no-save", "--json"];
        var outcomes = new[]
        {
            _place.Process(["backtest", file, .. arguments]),
            _place.Process(File.ReadAllBytes(file), ["backtest", "-", .. arguments]),
            _place.Process(packed.ToArray(), ["backtest", "-", .. arguments, "--symbol", "BTC/EUR"]),
        };
        Assert.Single(outcomes.Select(o => o.Good().Objects.Single().GetProperty("data_hash").GetString()).Distinct());
        Assert.Equal(["btc_eur_1d", "stdin", "BTC/EUR"], outcomes.Select(o => o.Objects.Single().GetProperty("symbol").GetString()));
        Assert.Empty(_place.Runs);
    }

    [LinuxFact]
    public void Output_into_head_ends_quietly()
    {
        _place.Sample();
        var outcome = _place.Shell("peaktrade strategies --json | head -1; peaktrade backtest data/*.csv data/*.csv -s ma_crossover --no-save --json | head -1").Good();
        Assert.Equal(["ma_crossover", "ma_crossover"], outcome.Objects.Select(o => o.TryGetProperty("key", out var key) ? key.GetString() : o.GetProperty("strategy").GetString()));
    }

    [LinuxFact]
    public void Ctrl_C_ends_a_strategy_that_never_would_and_keeps_what_was_finished()
    {
        using var compiled = new Engine.Tests.Strategies.Compiled();
        var endless = compiled.Dll("endless", Usings + Strategy("Endless", "endless", "if (bars.Symbol.StartsWith(\"eth\")) while (true) { } states.Fill(1);"));
        // The shell that runs the tests may have told its children to ignore Ctrl+C; env undoes that.
        using var process = _place.Start("/usr/bin/env", ["--default-signal=INT", Workplace.Dotnet, Workplace.Dll, "backtest", _place.Sample(), _place.Sample(symbol: "ETH/EUR"), "-s", "endless", "--strategy-assembly", endless, "-v"]);
        // A test of something endless must itself end, whatever is said.
        using var patience = new Timer(_ => process.Kill(), null, TimeSpan.FromSeconds(60), Timeout.InfiniteTimeSpan);
        while (process.StandardError.ReadLine() is { } line && !line.Contains("Running endless on 300 bars of eth_eur_1d", StringComparison.Ordinal))
        {
        }

        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"])) kill.WaitForExit();
        Assert.True(process.WaitForExit(10_000));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2); // One second is promised; the other is for a busy machine.
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("stopped", process.StandardError.ReadToEnd());
        Assert.True(Guid.TryParse(Path.GetFileName(Assert.Single(_place.Runs)), out _));
    }

    [Fact]
    public void Relative_paths_start_where_the_user_stands_and_those_of_a_config_at_its_folder()
    {
        _place.Sample();
        _place.Write("sub/config.toml", "[strategy]\nkey = \"ma_crossover\"\n[data]\npath = \"../data/btc_eur_1d.csv\"\n[results]\nroot = \"mine\"\n");
        _place.Process("backtest", "--config", "sub/config.toml").Good();
        Assert.Single(Directory.GetDirectories(_place.PathTo("sub/mine")));
        _place.Process("backtest", "data/btc_eur_1d.csv", "--config", "sub/config.toml", "--results-root", "here").Good();
        Assert.Single(Directory.GetDirectories(_place.PathTo("here")));
    }
}
