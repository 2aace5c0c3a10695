using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>
/// Does a stored run again, in a folder of its own outside of any store, from the snapshot of its configuration and the data where they were or are now; compares the bytes,
/// and names the inputs that are not what they were.
/// </summary>
internal sealed class RunReplay(StrategyRegistry strategies, TestRunsRequest request, TimeProvider clock, GitReading git)
{
    public RunCheck Run(RunCheck check, IListener listener, CancellationToken cancel)
    {
        if (check.Status == RunCheckStatus.Unreadable) return check;
        var findings = new List<RunFinding>();
        var step = RunFindingKind.Config;
        try
        {
            var run = RecordedRun.Read(check.RunPath);
            listener.Progress($"Running {run.Receipt.Strategy} on {run.Receipt.Symbol} again", null);
            if (NotHere(run) is { } lacking) return NotReplayed(check, [lacking]);
            var plan = Plan(run);
            step = RunFindingKind.Data;
            var set = Instruments(run, plan, cancel);
            step = RunFindingKind.Strategy;
            findings.AddRange(new MovedInputs(run, plan, set, git).Find(request.ConfigPath is not null, cancel));
            var same = Compare(run, plan, set, findings, cancel);
            return With(check, same, findings);
        }
        catch (Exception fault) when (fault is PeakTradeException or IOException or UnauthorizedAccessException)
        {
            return NotReplayed(check, [.. findings, new RunFinding(step, What(step), $"The run cannot be done again: {fault.Message}")]);
        }
    }

    private static string What(RunFindingKind step) => step switch { RunFindingKind.Data => "data", RunFindingKind.Config => "configuration", _ => "strategy" };

    private RunFinding? NotHere(RecordedRun run)
    {
        if (run.Settings.All.Count == 0) return new RunFinding(RunFindingKind.Config, "config_snapshot.json", "The run cannot be done again: config_snapshot.json is missing or is no snapshot.");
        if (strategies.Find(run.Receipt.Strategy) is null)
            return new RunFinding(RunFindingKind.Strategy, run.Receipt.Strategy, $"The run cannot be done again: its strategy {run.Receipt.Strategy} is not registered here. Register it first; the code of a script block is not stored with a run.");
        if (run.Receipt.DataPath is null && request.DataPath is null)
            return new RunFinding(RunFindingKind.Data, "data", "The run cannot be done again: its data came from standard input or the pipeline. Name a file of the same data (-DataPath, --data).");
        return null;
    }

    // The strategy's key and parameters are the run's own; only a configuration that is named may change them.
    private RunPlan Plan(RecordedRun run)
    {
        var again = new BacktestRequest { BaseFolder = request.BaseFolder, DataPath = request.DataPath ?? run.Receipt.DataPath, AllowOutOfRange = true, Save = false };
        if (request.ConfigPath is not { } path) return RunPlan.Of(again with { Settings = run.Settings.All }, strategies);
        again = again with { ConfigPath = path, DataPath = request.DataPath };
        var config = BacktestInputs.ReadConfig(again);
        return RunPlan.Of(again with { DataPath = config.Data.Path is null ? run.Receipt.DataPath : request.DataPath, Strategy = config.Strategy.Key is null ? run.Receipt.Strategy : null }, strategies);
    }

    private static InstrumentSet Instruments(RecordedRun run, RunPlan plan, CancellationToken cancel)
    {
        var data = plan.Config.Data;
        if (plan.Portfolio is null) return new InstrumentSet([MarketData.Read(data with { Symbol = run.Result.Symbol }, data.Path!, cancel)]);
        // The names are the run's, which a request may have picked from its universe; those of a universe that has changed are its own.
        var isSame = plan.Snapshot(run.Symbol).Hash == run.Receipt.ConfigHash || plan.Symbols.Count == 0;
        var names = !isSame ? plan.Symbols : run.Result.Portfolio?.Symbols ?? [run.Result.Symbol];
        return new InstrumentSet([.. UniverseReading.Read(data.Path!, data with { Symbol = null, From = null, To = null }, names, cancel).Select(read => read.Data ?? throw read.Error!)]);
    }

    // Whether the bytes are the same. Where they are not although no input moved, a second time tells chance from a change.
    private bool Compare(RecordedRun run, RunPlan plan, InstrumentSet set, List<RunFinding> findings, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("peaktrade-replay-");
        try
        {
            var once = Path.Combine(folder.FullName, "once");
            Store(run, plan, set, once, cancel);
            findings.AddRange(RunStore.Compare(run.Folder, once, cancel));
            if (findings.TrueForAll(f => f.Kind != RunFindingKind.Result)) return true;
            if (findings.Exists(f => f.Kind is RunFindingKind.Data or RunFindingKind.Config or RunFindingKind.Engine or RunFindingKind.Seed)) return false;
            var twice = Path.Combine(folder.FullName, "twice");
            Store(run, plan, set, twice, cancel);
            var isChance = RunStore.Compare(once, twice, cancel).Any();
            findings.Add(new RunFinding(RunFindingKind.Result, "run", "Data, configuration, seed and engine version are the same, and the bytes are not: " + (isChance
                ? "the run gives other bytes each time it is done, so its strategy is not deterministic."
                : "the strategy's code, or the engine without its version, has changed.")));
            return false;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Store(RecordedRun run, RunPlan plan, InstrumentSet set, string folder, CancellationToken cancel)
    {
        var result = Work(run, plan, set, cancel) with { Path = plan.Config.Data.Path };
        var now = clock.GetUtcNow();
        var format = run.Receipt.Artifacts.Any(file => file.Name == "trades.csv") || !ParquetTable.IsAvailable ? TradesFormat.Csv : TradesFormat.Parquet;
        RunStore.SaveTo(folder, result, BacktestWork.Evidence(plan, run.Symbol, GitFacts.Unknown, set.Notices, now, now), format, cancel);
    }

    // A batch runs a single instrument as one, whatever its settings say of portfolios; what the stored run was, its result says.
    private static BacktestResult Work(RecordedRun run, RunPlan plan, InstrumentSet set, CancellationToken cancel)
    {
        if (run.Result.Portfolio is not null) return OwnThread.Do(() => BacktestWork.Run(plan, set, cancel), cancel);
        return new PlannedRun(plan, set).Run(plan.Config.Backtest, cancel);
    }

    private static RunCheck With(RunCheck check, bool isReproduced, List<RunFinding> findings)
    {
        var before = check.Findings.Select(f => isReproduced && IsCompared(f) ? f with { Message = $"{f.Message} Done again, the run gives the bytes that were stored." } : f);
        var after = isReproduced ? findings.Select(f => f.IsInput ? f with { Message = $"{f.Message} The bytes are the same all the same." } : f) : findings;
        return check with { IsReproduced = isReproduced, Findings = [.. before, .. after], Status = Status(check, isReproduced ? RunCheckStatus.Reproduced : RunCheckStatus.Moved) };
    }

    private static bool IsCompared(RunFinding finding) =>
        finding.Kind is RunFindingKind.Missing or RunFindingKind.Length or RunFindingKind.Content or RunFindingKind.NoFile && !finding.What.StartsWith("config_snapshot.", StringComparison.Ordinal) && finding.What != "run.json";

    private static RunCheck NotReplayed(RunCheck check, IReadOnlyList<RunFinding> why) => check with { Findings = [.. check.Findings, .. why], Status = Status(check, RunCheckStatus.NotReplayed) };

    private static RunCheckStatus Status(RunCheck check, RunCheckStatus otherwise) => check.Status == RunCheckStatus.Damaged ? RunCheckStatus.Damaged : otherwise;
}
