using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade demo</c>: sample data, the built-in strategies on them, and where the runs lie.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Folder = new("--path") { Description = "The folder that data and results go to.", DefaultValueFactory = _ => "." };

    public static Command Create(Door door)
    {
        var command = new Command("demo", "Make sample data, run the built-in strategies on them and show the results.") { Folder };
        door.Handle(command, (parsed, listener, cancel) =>
        {
            var home = Door.FullPath(parsed.GetRequiredValue(Folder));
            var request = new SampleDataRequest { Folder = Path.Combine(home, "data"), Force = true };
            var sample = MakeSampleData.Execute(request, cancel).Single();
            var json = parsed.GetValue(Door.Json);
            if (!json) door.Output.WriteLine($"{sample.Bars:N0} sample bars of {sample.Symbol}, 15 minutes each: {sample.Path}{Environment.NewLine}");

            var runs = new List<BacktestResult>();
            var code = door.Write(parsed, door.Workbench.FindStrategies.Execute([]).Select<Engine.RegisteredStrategy, Func<BacktestResult>>(strategy => () =>
            {
                var result = door.Workbench.Backtest.Execute(new BacktestRequest { BaseFolder = home, DataPath = sample.Path, Strategy = strategy.Key, Settings = [new("data.symbol", sample.Symbol)] }, listener, cancel);
                runs.Add(result);
                return result;
            }), Tables.Results);
            if (!json && runs.Count > 0) door.Output.WriteLine($"{Environment.NewLine}The evidence of each run lies in {Path.GetDirectoryName(runs[0].RunPath)}; run.json is its receipt.");
            return code;
        });
        return command;
    }
}
