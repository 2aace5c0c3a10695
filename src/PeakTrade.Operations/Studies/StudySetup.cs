using System.Security.Cryptography;
using System.Text;
using PeakTrade.Configuration;
using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>A request for a study, read and checked: what does not depend on the data.</summary>
internal sealed record StudySetup
{
    /// <summary>Where studies are stored when nobody says where, under the results root.</summary>
    public const string DefaultStorage = "studies.db";

    private const string SqliteAddress = "sqlite:///";
    private const int UsualTrials = 100;
    private const int UsualSegments = 8;

    public required StudyRequest Request { get; init; }

    public required RunConfig Config { get; init; }

    public required IStrategy Strategy { get; init; }

    public required SearchSpace Space { get; init; }

    public required IReadOnlyList<string> Objectives { get; init; }

    public required IReadOnlyList<StudyDirection> Directions { get; init; }

    public required IReadOnlyList<ConstraintText> Constraints { get; init; }

    public required IReadOnlyList<double[]> Enqueued { get; init; }

    /// <summary>The address of the storage; null where the study has no name.</summary>
    public string? Storage { get; init; }

    public static StudySetup Of(StudyRequest request, StrategyRegistry strategies)
    {
        var config = BacktestInputs.ReadConfig(request.Backtest);
        if (config.Mode == RunMode.Live) throw FaultCatalogue.ConfigInvalid.Because("A study cannot run in mode = \"live\".", "Use mode = \"research\".");
        var key = request.Backtest.OwnStrategy?.Info.Key ?? config.Strategy.Key ?? throw FaultCatalogue.StrategyNotGiven.Because("No strategy was named.");
        var strategy = request.Backtest.OwnStrategy ?? strategies.Get(key).Strategy;
        RefusePortfolio(config, strategy);
        if (request.Backtest.Input is null && config.Data.Path is null) throw FaultCatalogue.DataNotGiven.Because("No data file was named.");

        if (request is { WalkForward: not null, OwnObjective: not null }) throw FaultCatalogue.ArgumentObjective.Because("An objective of your own is taken of the whole backtest, not of walk-forward windows.", "Name a figure such as sharpe, or leave the windows out.");

        if (!request.DryRun) CheckName(request);
        CheckSegments(request);
        var outOfRange = request.Backtest.AllowOutOfRange || config.Strategy.AllowOutOfRange;
        var space = SpaceReader.Read(strategy.Info, request.Space, request.Backtest.Parameters, request.Relations, outOfRange);
        var (objectives, directions) = Sought(request);
        var setup = new StudySetup
        {
            Request = request, Config = config, Strategy = strategy, Space = space, Objectives = objectives, Directions = directions,
            Constraints = ConstraintText.ParseAll(request.Constraints),
            Enqueued = [.. request.Enqueue.Select(values => PointOf(space, strategy.Info, values, outOfRange))],
            Storage = request.Name is null || request.DryRun ? null : request.Storage is { } given ? Addressed(given, request.Backtest.BaseFolder) : Path.Combine(config.Results.Root, DefaultStorage),
        };
        // Names and options that nobody knows are said before any data are read.
        var definition = setup.Definition("", [], null);
        SamplerCatalogue.Make(definition);
        PrunerCatalogue.Make(definition);
        return setup;
    }

    /// <summary>A file's path made absolute; other addresses as they are.</summary>
    public static string Addressed(string storage, string folder) => storage switch
    {
        "memory" => storage,
        // The fourth slash of sqlite:////folder/file is the file's own.
        _ when storage.StartsWith(SqliteAddress, StringComparison.Ordinal) && storage.Length > SqliteAddress.Length => Path.GetFullPath(storage[SqliteAddress.Length..], folder),
        _ => storage.Contains("://", StringComparison.Ordinal) ? storage : Path.GetFullPath(storage, folder),
    };

    /// <summary>The study of these bars; what the request leaves open is as in the stored one, else as usual.</summary>
    public StudyDefinition Definition(string name, IReadOnlyList<KeyValuePair<string, string>> subject, StudyDefinition? stored, Bars? bars = null)
    {
        var sampler = Request.Sampler ?? stored?.Sampler ?? "auto";
        var pruner = Request.Pruner ?? stored?.Pruner ?? "none";
        return new StudyDefinition
        {
            Name = name,
            Space = Space,
            Objectives = Objectives,
            Directions = Directions,
            Sampler = sampler,
            Pruner = pruner,
            Steps = pruner == "none" ? 1
                : bars is not null && Request.WalkForward is { } windows ? WalkForwardPlan.Of(bars.UtcTicks, windows.Options).Count
                : Request.Segments ?? stored?.Steps ?? UsualSegments,
            Seed = Request.Seed ?? stored?.Seed ?? Config.Backtest.Seed,
            Lag = Request.Lag ?? stored?.Lag ?? StudyRunner.DefaultLag,
            TrialCount = stored?.TrialCount ?? Request.TrialCount ?? (NamedOptions.Parse(sampler).Name == "grid" ? Grid.Of(sampler, Space).Count : UsualTrials),
            Constraints = [.. Constraints.Select(c => c.ToString())],
            Enqueued = Enqueued,
            Subject = subject,
        };
    }

    /// <summary>What is studied, by name. The path and the engine's version are told; the rest must be equal to go on with a study.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Subject(Bars bars)
    {
        var config = Config with { Data = Config.Data with { Symbol = bars.Symbol }, Backtest = Config.Backtest with { Seed = 0 } };
        return
        [
            new(StudySubject.Strategy, Strategy.Info.Key),
            new(StudySubject.Symbol, bars.Symbol),
            new(StudySubject.Path, Request.Backtest.Input is null ? Config.Data.Path ?? "" : ""),
            new(StudySubject.DataHash, DataHash.Of(bars)),
            new(StudySubject.SettingsHash, ConfigSnapshot.Of(config, Strategy.Info.Key, ParameterSet.Empty).Hash),
            new(StudySubject.WalkForward, Request.WalkForward?.ToString() ?? ""),
            new(StudySubject.StrategyCode, HashOf(Request.StrategyCode)),
            new(StudySubject.ObjectiveCode, HashOf(Request.OwnObjective?.Code)),
            new(StudySubject.Engine, EngineVersion.Current),
        ];
    }

    /// <summary>The objective over these bars.</summary>
    public IObjective Objective(Bars bars, StudyDefinition definition, IPruner? pruner) => Request switch
    {
        { OwnObjective: { } own } => new ResultObjective(bars, Strategy, Config.Backtest, own.Values, definition, Constraints, pruner),
        { WalkForward: { } windows } => new FoldsObjective(bars, Strategy, Config.Backtest, WalkForwardPlan.Of(bars.UtcTicks, windows.Options), Objectives, Constraints, pruner),
        _ => new BacktestObjective(new SegmentedBacktest(bars, Strategy, Config.Backtest, pruner is null ? 1 : definition.Steps), Objectives, Constraints, pruner),
    };

    // Trials and folds look at the bars of one instrument.
    private static void RefusePortfolio(RunConfig config, IStrategy strategy)
    {
        if (strategy is WeightStrategy)
            throw FaultCatalogue.StrategyNeedsPortfolio.Because($"{strategy.Info.Key} weighs the instruments of a universe against each other; parameters are searched, and validated, on one instrument at a time.", target: strategy.Info.Key);
        if (config.Portfolio.Enabled)
            throw FaultCatalogue.ConfigInvalid.Because("portfolio.enabled holds all instruments in one account; parameters are searched, and validated, on one instrument at a time.", "Leave it out, or set it to false here.", new Place(Key: "portfolio.enabled"));
    }

    // What is asked to be kept and has no name would be lost without a word.
    private static void CheckName(StudyRequest request)
    {
        if (request.Name is { } name && string.IsNullOrWhiteSpace(name)) throw FaultCatalogue.ArgumentInvalid.Because("The study's name is empty.", "Give it a name (-Name, --name), or none where it need not be stored.");
        if (request is { Name: null, Resume: true }) throw FaultCatalogue.ArgumentInvalid.Because("Only a study with a name can be gone on with.", "Give its name (-Name, --name).");
        if (request is { Name: null, Storage: { } storage }) throw FaultCatalogue.ArgumentInvalid.Because("Only a study with a name is stored, and a storage is given without one.", "Give a name (-Name, --name), or leave the storage out.", target: storage);
    }

    // A study that is gone on with may have its pruner from before.
    private static void CheckSegments(StudyRequest request)
    {
        if (request is { Segments: { } segments, WalkForward: not null })
            throw FaultCatalogue.ArgumentStudyOption.Because($"{segments} segments are given, and the steps of a trial over walk-forward windows are its folds.", "Leave the segments out, or the windows.");
        if (request is { Segments: { } without, Pruner: null or "none", Resume: false })
            throw FaultCatalogue.ArgumentStudyOption.Because($"{without} segments are given, and no pruner that would look at them.", "Name a pruner (-Pruner median, --pruner median), or leave the segments out.");
    }

    private static string HashOf(string? code) => code is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    private static (IReadOnlyList<string> Names, IReadOnlyList<StudyDirection> Directions) Sought(StudyRequest request)
    {
        if (request.OwnObjective is not null)
        {
            IReadOnlyList<StudyDirection> ways = request.Directions.Count > 0 ? [.. request.Directions.Select(d => d ?? StudyDirection.Maximize)] : [StudyDirection.Maximize];
            return ([.. ways.Select((_, i) => ways.Count == 1 ? "script" : $"script_{i + 1}")], ways);
        }

        var sought = ObjectiveText.ParseAll(request.Objectives.Count > 0 ? request.Objectives : ["sharpe"], request.Directions);
        return ([.. sought.Select(o => o.Figure)], [.. sought.Select(o => o.Direction)]);
    }

    // A known good point may leave out what it leaves at its default.
    private static double[] PointOf(SearchSpace space, StrategyInfo info, IReadOnlyDictionary<string, object?> values, bool outOfRange)
    {
        var bound = info.Bind(values, outOfRange);
        var given = new Dictionary<string, object?>(bound.Select(b => KeyValuePair.Create(b.Key, (object?)b.Value)));
        return space.PointOf(given) is { } point && space.Holds(point)
            ? point
            : throw FaultCatalogue.ArgumentSearchSpace.Because($"The known point {bound} does not lie in the search space, or breaks a relation of it.", "Widen the space, or leave the point out.");
    }
}

/// <summary>The names of what a study is about.</summary>
internal static class StudySubject
{
    public const string Strategy = "strategy", Symbol = "symbol", Path = "path", DataHash = "data_hash", SettingsHash = "settings_hash", WalkForward = "walk_forward", StrategyCode = "strategy_code", ObjectiveCode = "objective_code", Engine = "engine";

    public static string? Find(StudyDefinition definition, string name) => definition.Subject.FirstOrDefault(s => s.Key == name).Value is { Length: > 0 } value ? value : null;
}
