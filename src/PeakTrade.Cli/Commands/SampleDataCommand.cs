using System.CommandLine;
using System.Globalization;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade sample-data</c>: generated bars to try things on.</summary>
internal static class SampleDataCommand
{
    private static readonly Argument<string[]> Symbols = new Argument<string[]>("symbol") { Description = "The instruments, one file each.", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => ["BTC/EUR"] }.WithoutOptions();
    private static readonly Option<string> Folder = new("--path") { Description = "The folder of the files.", DefaultValueFactory = _ => "data", HelpName = "folder" };
    private static readonly Option<string> Interval = new("--interval") { Description = "The time from bar to bar.", DefaultValueFactory = _ => "1d" };
    private static readonly Option<int?> Count = new("--count") { Description = "Bars a file.", DefaultValueFactory = _ => 2_500, HelpName = "bars", CustomParser = Given.Whole<int>(least: 1) };
    private static readonly Option<string?> Start = new("--start") { Description = "The first bar's time (ISO 8601; UTC without a zone). [default: 2020-01-01]", HelpName = "time" };
    private static readonly Option<long?> Seed = new("--seed") { Description = "The same seed gives the same files.", DefaultValueFactory = _ => 42, HelpName = "number", CustomParser = Given.Whole<long>() };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace files that are there." };

    public static Command Create(Door door)
    {
        Interval.AcceptOnlyFromAmong("1d", "15m", "1m");
        var command = new DocumentedCommand("sample-data", "Write generated bars as CSV files.",
            "peaktrade sample-data",
            "peaktrade sample-data BTC/EUR ETH/EUR --interval 1d --count 2500 --seed 7")
        {
            Symbols, Folder, Interval, Count, Start, Seed, Force,
        };
        door.Handle(command, (parsed, _, cancel) =>
        {
            var request = new SampleDataRequest
            {
                Folder = Door.FullPath(parsed.GetRequiredValue(Folder)),
                Interval = parsed.GetRequiredValue(Interval) switch { "1d" => SampleInterval.Daily, "1m" => SampleInterval.OneMinute, _ => SampleInterval.FifteenMinutes },
                Count = parsed.GetRequiredValue(Count)!.Value,
                Seed = parsed.GetRequiredValue(Seed)!.Value,
                Force = parsed.GetValue(Force),
            };
            if (parsed.GetValue(Start) is { } start) request = request with { Start = Moment(start) };
            var works = parsed.GetRequiredValue(Symbols).Select<string, Func<SampleFile>>(symbol => () => MakeSampleData.Execute(request with { Symbols = [symbol] }, cancel).Single());
            return door.Write(parsed, works, Tables.Files);
        });
        return command;
    }

    private static DateTime Moment(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw FaultCatalogue.ArgumentInvalid.Because($"--start must be a date or a time such as 2015-01-01, and is \"{text}\".", target: text);
}
