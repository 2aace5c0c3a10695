using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade walkforward</c>: searches in training windows, tries in the test windows that follow.</summary>
internal static class WalkForwardCommand
{
    private const int UsualFolds = 5;

    private static readonly Argument<string[]> Paths = new Argument<string[]>("path") { Description = "Data of bars: files (CSV, gzip too, Parquet), folders, patterns; - is standard input. [default: [data] path of the configuration]", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<string?> Train = new("--train") { Description = "How long a training window is: a number of bars, or 365d, 12m (months), 2y.", HelpName = "length" };
    private static readonly Option<string?> Test = new("--test") { Description = "How long a test window is: a number of bars, or 90d, 3m (months), 1y.", HelpName = "length" };
    private static readonly Option<int?> Folds = new("--folds") { Description = "How many test windows there are, instead of their length. [default: 5 without --test]", HelpName = "count", CustomParser = Given.Whole<int>(1) };
    private static readonly Option<string?> Step = new("--step") { Description = "How far it is from one test window to the next. [default: the length of a test window]", HelpName = "length" };
    private static readonly Option<bool> Anchored = new("--anchored") { Description = "Let every training window begin with the first bar." };
    private static readonly Option<int?> Purge = new("--purge") { Description = "Bars that are dropped from the end of each training window. [default: 0]", HelpName = "bars", CustomParser = Given.Whole<int>(0) };
    private static readonly Option<int?> Embargo = new("--embargo") { Description = "Bars after each test window that no later training window uses. [default: 0]", HelpName = "bars", CustomParser = Given.Whole<int>(0) };
    private static readonly Option<int?> Trials = new("--trials", "-n") { Description = "How many trials the search in each training window takes. [default: 100, or all points of a grid]", HelpName = "count", CustomParser = Given.Whole<int>(1) };
    private static readonly Option<string?> Study = new("--study") { Description = "A stored study that says what is searched and how.", HelpName = "name" };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("walkforward", "Search parameters in training windows and try them in the test windows that follow.",
            "peaktrade walkforward data/btc_eur_1d.csv -s ma_crossover --train 2y --test 6m -n 20",
            "peaktrade walkforward data/btc_eur_1d.csv -s ma_crossover --folds 4 --anchored --purge 5 -n 15 --json")
        {
            Paths, BacktestOptionsOf.Strategy, Train, Test, Folds, Step, Anchored, Purge, Embargo, Trials, Study, StudiesCommand.Storage,
            SearchOptionsOf.Seed, SearchOptionsOf.Objectives, SearchOptionsOf.Directions, SearchOptionsOf.Sampler, SearchOptionsOf.Space, SearchOptionsOf.Fixed, SearchOptionsOf.Relations,
            SearchOptionsOf.Constraints, SearchOptionsOf.Parallel, SearchOptionsOf.ThrottleLimit, SearchOptionsOf.Lag,
            BacktestOptionsOf.Config, BacktestOptionsOf.Settings, BacktestOptionsOf.Assemblies, BacktestOptionsOf.Symbols, BacktestOptionsOf.From, BacktestOptionsOf.To, BacktestOptionsOf.Resample, BacktestOptionsOf.TrackingUri, BacktestOptionsOf.Experiment, BacktestOptionsOf.AllowOutOfRange,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        BacktestOptionsOf.Register(door, parsed);
        var like = parsed.GetValue(Study) is { } name ? Stored(parsed, name, cancel) : null;
        var requests = (parsed.GetValue(Paths) is { Length: > 0 } given ? given : [null!]).Select(path => Request(parsed, path, like)).ToList();
        // What is wrong with all of them is said once, before the first.
        door.Workbench.WalkForward.Check(requests[0]);
        var results = new List<WalkForwardResult>();
        var code = door.Write(parsed, requests.SelectMany(request => door.Workbench.WalkForward.Execute(request, listener, cancel)).Select<Outcome<WalkForwardResult>, Func<WalkForwardResult>>(o => () =>
        {
            results.Add(o.Result ?? throw o.Error!);
            return o.Result;
        }), Tables.WalkForwards);
        if (parsed.GetValue(Door.Json)) return code;
        foreach (var result in results)
        {
            door.Output.WriteLine();
            Tables.Folds.Write(result.Folds, door.Output);
            door.Output.WriteLine();
            door.Output.WriteLine(result.Verdict);
        }

        return code;
    }

    private static ParameterStudy Stored(ParseResult parsed, string name, CancellationToken cancel)
    {
        var found = FindStudies.Execute(parsed.GetValue(StudiesCommand.Storage), Door.Here, [name], cancel).Select(o => o.Result ?? throw o.Error!).ToList();
        return found.Count == 1 ? found[0] : throw FaultCatalogue.ArgumentInvalid.Because($"--study {name} stands for {found.Count} studies, and one is wanted.", "Write its whole name; peaktrade studies lists them.", target: name);
    }

    private static WalkForwardRequest Request(ParseResult parsed, string? path, ParameterStudy? like) => new()
    {
        Study = SearchOptionsOf.Request(parsed, path ?? like?.Path) with { TrialCount = parsed.GetValue(Trials) },
        Like = like,
        Windows = new WalkForwardChoice
        {
            Train = Length(parsed, Train),
            Test = Length(parsed, Test),
            Step = Length(parsed, Step),
            Folds = parsed.GetValue(Folds) ?? (parsed.GetValue(Test) is null ? UsualFolds : null),
            Scheme = parsed.GetValue(Anchored) ? WalkForwardScheme.Anchored : WalkForwardScheme.Rolling,
            Purge = parsed.GetValue(Purge) ?? 0,
            Embargo = parsed.GetValue(Embargo) ?? 0,
        },
    };

    private static WalkForwardLength? Length(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } text ? WalkForwardLength.Parse(text, option.Name) : null;
}
