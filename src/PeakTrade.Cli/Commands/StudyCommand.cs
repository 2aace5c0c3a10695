using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade study</c>: searches a strategy's parameters.</summary>
internal static class StudyCommand
{
    private static readonly Argument<string[]> Paths = new Argument<string[]>("path") { Description = "Data of bars: files (CSV, gzip too, Parquet), folders, patterns; - is standard input. [default: [data] path of the configuration]", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<int?> Trials = new("--trials", "-n") { Description = "The study ends with so many trials, those of an earlier call counted. [default: 100, or all points of a grid]", HelpName = "count", CustomParser = Given.Whole<int>(1) };
    private static readonly Option<string?> Timeout = new("--timeout") { Description = "Begin no further trial after this time: 90s, 10m, 2h.", HelpName = "time" };
    private static readonly Option<string?> WalkForward = new("--walk-forward") { Description = "Take the objective of walk-forward test windows, run one behind the other: 'train=12m test=3m', or folds=5.", HelpName = "windows" };
    private static readonly Option<string?> Pruner = new("--pruner") { Description = "What gives up trials that begin badly; options in brackets: median(startup=10). [default: none]", HelpName = "name" };
    private static readonly Option<int?> Segments = new("--segments") { Description = "How many segments a trial is cut into for the pruner. [default: 8]", HelpName = "count", CustomParser = Given.Whole<int>(2) };
    private static readonly Option<string[]> Enqueue = new("--enqueue") { Description = "Known good parameters, which the first trials take: 'fast_window=15 slow_window=45'. May be given again.", HelpName = "parameters" };
    private static readonly Option<string?> Name = new("--name") { Description = "The name to store the study under; {symbol} in it stands for the instrument. Without a name it is not stored.", HelpName = "name" };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on with the stored study of that name; make it where it is not there." };
    private static readonly Option<string?> File = new("--file", "-f") { Description = "A study written in a file (YAML or JSON); what the command line gives goes before it.", HelpName = "file" };
    private static readonly Option<bool> UpdateConfig = new("--update-config") { Description = "Write the best parameters into the configuration file; the rest of it stays as it is. With --dry-run shows the difference." };
    private static readonly Option<string> OutputFolder = new("--output-folder") { Description = "The folder of the file with the best parameters.", HelpName = "folder", DefaultValueFactory = _ => "outputs" };
    private static readonly Option<bool> NoOutput = new("--no-output") { Description = "Write no file with the best parameters." };
    private static readonly Option<bool> PassThru = new("--pass-thru") { Description = "Write each trial as it is finished, before the study." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be done, and do nothing." };

    public static Command Create(Door door)
    {
        var command = new DocumentedCommand("study", "Search a strategy's parameters for the best result, and say how far it can be believed.",
            "peaktrade study data/btc_eur_1d.csv -s ma_crossover -n 50 --seed 42",
            "peaktrade study data/btc_eur_1d.csv -s ma_crossover -n 40 --space fast_window='5..40 step 5' --constraint 'trades >= 10' --parallel",
            "peaktrade study data/btc_eur_1d.csv -s rsi_reversion -n 40 -o sharpe -o max_drawdown --json --pass-thru",
            "peaktrade study data/btc_eur_1d.csv -s ma_crossover -n 40 --name nightly --pruner median --resume",
            "peaktrade study data/btc_eur_1d.csv -s ma_crossover --dry-run")
        {
            Paths, BacktestOptionsOf.Strategy, Trials, Timeout, SearchOptionsOf.Seed, SearchOptionsOf.Objectives, SearchOptionsOf.Directions, WalkForward, SearchOptionsOf.Sampler, Pruner, Segments,
            SearchOptionsOf.Space, SearchOptionsOf.Fixed, SearchOptionsOf.Relations, SearchOptionsOf.Constraints, Enqueue, Name, StudiesCommand.Storage, Resume, File,
            SearchOptionsOf.Parallel, SearchOptionsOf.ThrottleLimit, SearchOptionsOf.Lag, UpdateConfig, OutputFolder, NoOutput, PassThru, DryRun,
            BacktestOptionsOf.Config, BacktestOptionsOf.Settings, BacktestOptionsOf.Assemblies, BacktestOptionsOf.Symbols, BacktestOptionsOf.From, BacktestOptionsOf.To, BacktestOptionsOf.Resample, BacktestOptionsOf.TrackingUri, BacktestOptionsOf.Experiment, BacktestOptionsOf.AllowOutOfRange,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        BacktestOptionsOf.Register(door, parsed);
        var requests = (parsed.GetValue(Paths) is { Length: > 0 } given ? given : [null!]).Select(path => Request(parsed, path)).ToList();
        // What is wrong with all of them is said once, before the first.
        var plans = requests.Select(door.Workbench.Study.Plan).ToList();
        var update = parsed.GetValue(UpdateConfig);
        if (update) UpdateStrategyConfig.Check(plans[0].ConfigPath);
        var dry = parsed.GetValue(DryRun);
        if (dry)
        {
            foreach (var plan in plans) door.Output.WriteLine(plan.Text);
            if (!update) return ExitCodes.Done;
            requests = [.. requests.Select(r => r with { DryRun = true })];
        }

        var studies = new List<ParameterStudy>();
        var passThru = parsed.GetValue(PassThru) && !dry;
        var news = requests.SelectMany(request => door.Workbench.Study.Execute(request, listener, cancel));
        var code = passThru
            ? door.WriteAll(parsed, news.Select<Outcome<StudyNews>, Func<IEnumerable<StudyTrial>>>(n => () => Kept(n).Trial is { } trial ? [trial] : []), Tables.Trials)
            : door.WriteAll(parsed, news.Select<Outcome<StudyNews>, Func<IEnumerable<ParameterStudy>>>(n => () => Kept(n).Study is { } study && !dry ? [study] : []), Tables.Studies);
        if (passThru) door.Write(parsed, studies.Select<ParameterStudy, Func<ParameterStudy>>(study => () => study), Tables.Studies);
        if (!parsed.GetValue(Door.Json) && !dry) Explain(door, studies);
        // One without a best trial has been told of.
        return update && studies.Count > 0 ? Math.Max(code, Update(door, parsed, studies, plans[0].ConfigPath, dry)) : code;

        StudyNews Kept(Outcome<StudyNews> outcome)
        {
            var result = outcome.Result ?? throw outcome.Error!;
            if (result.Study is { } study) studies.Add(study);
            return result;
        }
    }

    // What a table has no room for: the best parameters, and whether to believe them.
    private static void Explain(Door door, IEnumerable<ParameterStudy> studies)
    {
        foreach (var study in studies)
        {
            door.Output.WriteLine();
            if (study.BestParameters is { } best) door.Output.WriteLine($"{study.Name}: best parameters {best}");
            if (study.Overfitting is { } doubt) door.Output.WriteLine(doubt.Verdict);
            if (study.BestParametersPath is { } path) door.Output.WriteLine($"Written to {path}");
        }
    }

    private static int Update(Door door, ParseResult parsed, List<ParameterStudy> studies, string? config, bool dry)
    {
        try
        {
            var change = UpdateStrategyConfig.Plan(config, studies);
            if (dry) door.Output.Write(change.Diff);
            else UpdateStrategyConfig.Write(change);
            return ExitCodes.Done;
        }
        catch (PeakTradeException fault)
        {
            door.Tell(fault, parsed);
            return ExitCodes.Failed;
        }
    }

    private static StudyRequest Request(ParseResult parsed, string? path) => SearchOptionsOf.Request(parsed, path) with
    {
        FilePath = parsed.GetValue(File) is { } file ? Door.FullPath(file) : null,
        Name = parsed.GetValue(Name),
        Storage = parsed.GetValue(StudiesCommand.Storage),
        Resume = parsed.GetValue(Resume),
        TrialCount = parsed.GetValue(Trials),
        Timeout = parsed.GetValue(Timeout) is { } text ? StudyChoices.Duration(text) ?? throw FaultCatalogue.ArgumentInvalid.Because($"--timeout must be a time such as 90s, 10m or 2h, and is \"{text}\".", target: text) : null,
        WalkForward = parsed.GetValue(WalkForward) is { } windows ? WalkForwardChoice.Of(Pairs.Read(windows.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries), "--walk-forward")) : null,
        Pruner = parsed.GetValue(Pruner),
        Segments = parsed.GetValue(Segments),
        Enqueue = [.. (parsed.GetValue(Enqueue) ?? []).Select(point => new Dictionary<string, object?>(Pairs.Read(point.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries), "--enqueue")))],
        OutputFolder = parsed.GetValue(NoOutput) ? null : Door.FullPath(parsed.GetValue(OutputFolder)!),
    };
}
