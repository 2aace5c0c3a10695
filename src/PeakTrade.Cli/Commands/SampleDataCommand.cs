using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade sample-data</c>: generated bars to try things on.</summary>
internal static class SampleDataCommand
{
    private static readonly Argument<string[]> Symbols = new("symbol") { Description = "The instruments, one file each.", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => ["BTC/EUR"] };
    private static readonly Option<string> Folder = new("--path") { Description = "The folder of the files.", DefaultValueFactory = _ => "data" };
    private static readonly Option<string> Interval = new("--interval") { Description = "The time from bar to bar: 1d, 15m or 1m.", DefaultValueFactory = _ => "15m" };
    private static readonly Option<int> Count = new("--count") { Description = "Bars a file.", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<long> Seed = new("--seed") { Description = "The same seed gives the same files.", DefaultValueFactory = _ => 42 };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace files that are there." };

    public static Command Create(Door door)
    {
        Interval.AcceptOnlyFromAmong("1d", "15m", "1m");
        var command = new Command("sample-data", "Write generated bars as CSV files.") { Symbols, Folder, Interval, Count, Seed, Force };
        door.Handle(command, (parsed, _, cancel) =>
        {
            var request = new SampleDataRequest
            {
                Folder = Door.FullPath(parsed.GetRequiredValue(Folder)),
                Interval = parsed.GetRequiredValue(Interval) switch { "1d" => SampleInterval.Daily, "1m" => SampleInterval.OneMinute, _ => SampleInterval.FifteenMinutes },
                Count = parsed.GetValue(Count),
                Seed = parsed.GetValue(Seed),
                Force = parsed.GetValue(Force),
            };
            var works = parsed.GetRequiredValue(Symbols).Select<string, Func<SampleFile>>(symbol => () => MakeSampleData.Execute(request with { Symbols = [symbol] }, cancel).Single());
            return door.Write(parsed, works, Tables.Files);
        });
        return command;
    }
}
