using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade demo</c>: sample data, the built-in strategies on them, and where the runs lie.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Folder = new("--path") { Description = "The folder that data/demo and results go to.", DefaultValueFactory = _ => ".", HelpName = "folder" };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("demo", "Make sample data, run the built-in strategies on them and show the results.", "peaktrade demo", "peaktrade demo --path /tmp/peaktrade") { Folder };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        var home = Door.FullPath(parsed.GetRequiredValue(Folder));
        // A folder that only the demo writes to: a second demo replaces its file, and never one of the user's.
        var wanted = new SampleDataRequest { Folder = Path.Combine(home, "data", "demo"), Force = true };
        var sample = MakeSampleData.Execute(wanted, cancel).Single();
        var request = new BacktestRequest { BaseFolder = home, DataPath = sample.Path, Settings = [new("data.symbol", sample.Symbol)] };
        var json = parsed.GetValue(Door.Json);
        if (!json) door.Output.WriteLine($"{sample.Bars:N0} generated daily bars of {sample.Symbol}: {Near(sample.Path)}{Environment.NewLine}");

        BacktestResult? last = null;
        var works = door.Workbench.FindStrategies.Execute([]).Where(s => !s.IsPortfolio).Select<Engine.RegisteredStrategy, Func<BacktestResult>>(strategy => () =>
            last = door.Workbench.Backtest.Execute(request with { Strategy = strategy.Key }, listener, cancel).Single() is var run && run.Result is { } result ? result : throw run.Error!);
        var code = door.Write(parsed, works, Tables.Results);
        if (!json && last is not null) Close(door.Output, last, Near(sample.Path));
        return code;
    }

    private static void Close(TextWriter output, BacktestResult run, string data)
    {
        var store = Near(Path.GetDirectoryName(run.RunPath)!);
        output.WriteLine($"""

            Buying and holding returned {Shown.Percent(run.BuyAndHoldReturn)}. Fees and slippage are in every figure;
            the data are made up, so none of them says anything about a market.

            Each run lies in {store}, with its receipt run.json. Next:
              peaktrade runs{(store == "results" ? "" : $" --results-root {store}")}
              peaktrade strategies show ma_crossover
              peaktrade backtest {data} -s ma_crossover -p fast_window=10
            """);
    }

    private static string Near(string path) => Path.GetRelativePath(Door.Here, path) is var near && !near.StartsWith("..", StringComparison.Ordinal) ? near : path;
}
