using PeakTrade.Configuration;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>A run of a batch, made ready: what it will do, or why it cannot.</summary>
internal sealed record BatchItem
{
    // Where data are looked for that nobody has named.
    private static readonly string[] UsualData = ["data/lake", "data"];

    public required BatchRun Run { get; init; }

    public RunPlan? Plan { get; init; }

    /// <summary>The instruments that it needs.</summary>
    public InstrumentKey? Instruments { get; init; }

    /// <summary>Why it cannot be run.</summary>
    public PeakTradeException? Fault { get; init; }

    /// <summary>Which reports are wanted, as part of its key.</summary>
    public string Reports => $"{Run.GenerateReport} {Run.GenerateRiskReport} {Run.GenerateTcaReport}";

    /// <summary>A run whose settings or files are wrong is one that fails; the others are not touched by it.</summary>
    public static BatchItem Of(BatchRun run, BatchRequest batch, StrategyRegistry strategies, PortfolioFiles files)
    {
        try
        {
            var plan = RunPlan.Of(RequestOf(run, batch), strategies, files);
            if (!Path.Exists(plan.Config.Data.Path) && plan.Config.Data.Path!.AsSpan().IndexOfAny('*', '?') < 0)
                throw FaultCatalogue.DataMissing.Because($"There is no {plan.Config.Data.Path}.", "Give data_path: a file, a folder, a pattern or a lake.", target: plan.Config.Data.Path);
            return new BatchItem { Run = run, Plan = plan, Instruments = InstrumentKey.Of(plan) };
        }
        catch (PeakTradeException fault)
        {
            return new BatchItem { Run = run, Fault = Placed(fault, run) };
        }
    }

    /// <summary>A result without figures yet: what the batch's own lines say of the run.</summary>
    public BatchRunResult Result(string batch, BatchRunStatus status) => new()
    {
        BatchName = batch,
        RunId = Run.Id,
        Status = status,
        Strategy = Plan?.Strategy.Info.Key ?? Run.Strategy,
        BundlePath = Run.BundlePath,
        StartDate = Run.StartDate,
        EndDate = Run.EndDate,
    };

    private static BacktestRequest RequestOf(BatchRun run, BatchRequest batch)
    {
        var baseFolder = batch.BaseFolder;
        var settings = new List<KeyValuePair<string, object?>>(run.Settings.Where(own => !batch.Settings.Any(over => over.Key == own.Key)).Concat(batch.Settings))
        {
            new("data.from", run.StartDate),
            new("data.to", run.EndsBefore),
        };
        if (run.Freq is { } interval) settings.Add(new("data.resample", interval.ToString()));
        if (run.BundlePath is { } bundle) settings.Add(new("portfolio.bundle", Path.GetFullPath(bundle, baseFolder)));
        if (run.SymbolsFile is { } universe) settings.Add(new("portfolio.universe", Path.GetFullPath(universe, baseFolder)));
        if (run.Sectors is { } sectors) settings.Add(new("portfolio.sectors", Path.GetFullPath(sectors, baseFolder)));
        // One run is one account, however many instruments it has.
        settings.Add(new("portfolio.enabled", true));
        return new BacktestRequest
        {
            BaseFolder = baseFolder,
            ConfigPath = run.Config,
            Settings = settings,
            DataPath = run.DataPath ?? (run.Config is null ? UsualData.FirstOrDefault(path => Directory.Exists(Path.GetFullPath(path, baseFolder))) ?? UsualData[^1] : null),
            Symbols = run.Symbols,
            Strategy = run.Strategy,
            Parameters = run.Parameters,
            Save = false,
        };
    }

    // A fault of a setting says where the batch gives it.
    private static PeakTradeException Placed(PeakTradeException fault, BatchRun run) =>
        new(fault.Kind, [.. fault.Faults.Select(f => f.Place is { Key: { } key, Line: 0, Row: 0 } ? f with { Place = run.PlaceOf(key) } : f)], fault.Target, fault.InnerException);
}
