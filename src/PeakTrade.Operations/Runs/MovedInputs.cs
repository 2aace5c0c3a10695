using System.Globalization;
using PeakTrade.Configuration;
using PeakTrade.Data;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Names the inputs of a stored run that are not what they were: data, configuration, engine, seed, git, machine.</summary>
internal sealed class MovedInputs(RecordedRun run, RunPlan plan, InstrumentSet set, GitReading git)
{
    private const int MostSettings = 20;

    private readonly RunReceipt _then = run.Receipt;

    public IEnumerable<RunFinding> Find(bool otherConfig, CancellationToken cancel)
    {
        IEnumerable<RunFinding> all = [.. Data(), .. Config(otherConfig), .. Engine(), .. Seed()];
        cancel.ThrowIfCancellationRequested();
        return [.. all, .. Git(), .. Host()];
    }

    private IEnumerable<RunFinding> Data()
    {
        var (data, isOne) = (plan.Config.Data, run.Result.Portfolio is null);
        var bars = isOne ? plan.Portfolio is null ? set.Instruments[0].Bars : set.Instruments[0].Bars.Between(data.From, data.To) : null;
        // Factors look at bars before the first that is traded.
        var now = bars is not null ? DataHash.Of(bars) : set.DataHashOf(plan.Portfolio!.ByWeights ? null : data.From, data.To);
        if (now == _then.DataHash) yield break;
        var how = bars is not null ? HowBarsDiffer(bars) : HowInstrumentsDiffer();
        yield return new RunFinding(RunFindingKind.Data, data.Path ?? "data", $"The data of {_then.Symbol} have changed: {how}.") { Expected = _then.DataHash, Found = now };
    }

    private string HowBarsDiffer(Bars now)
    {
        var then = run.Result;
        var counts = Invariant($"{then.Bars} bars from {Time(then.Start)} to {Time(then.End)} then, {now.Count}{(now.Count == 0 ? "" : Invariant($" from {Time(now.TimeAt(0))} to {Time(now.TimeAt(now.Count - 1))}"))} now");
        if (TimesThen() is not { } times) return counts;
        var same = times.Span.CommonPrefixLength(now.UtcTicks);
        if (same < times.Length || same < now.Count) return Invariant($"{counts}; the first that differs is bar {same}, {Bar(times.Span, same)} then, {Bar(now.UtcTicks, same)} now");
        return Invariant($"the same {now.Count} times, and other prices or volumes{(run.Result.RowsDropped == set.RowsDropped ? "" : Invariant($"; {run.Result.RowsDropped} rows were left out then, {set.RowsDropped} now"))}");
    }

    private static string Bar(ReadOnlySpan<long> ticks, int bar) => bar < ticks.Length ? Time(new DateTime(ticks[bar], DateTimeKind.Utc)) : "none";

    private ReadOnlyMemory<long>? TimesThen()
    {
        try
        {
            return run.Result.GetEquity().UtcTicks;
        }
        catch (PeakTradeException)
        {
            return null; // The check has said that the file is damaged.
        }
    }

    private string HowInstrumentsDiffer()
    {
        var (then, now) = (run.Result.Portfolio!.Symbols, set.Between(plan.Portfolio!.ByWeights ? null : plan.Config.Data.From, plan.Config.Data.To).Select(b => b.Symbol).ToList());
        var (gone, come) = (then.Except(now, StringComparer.Ordinal).ToList(), now.Except(then, StringComparer.Ordinal).ToList());
        if (gone.Count == 0 && come.Count == 0) return Invariant($"other bars in one or more of its {now.Count} instruments");
        return string.Join(", and ", new[] { gone.Count > 0 ? $"without {string.Join(", ", gone)}" : "", come.Count > 0 ? $"with {string.Join(", ", come)} beside" : "" }.Where(part => part.Length > 0));
    }

    private IEnumerable<RunFinding> Config(bool otherConfig)
    {
        var now = plan.Snapshot(run.Symbol);
        if (now.Hash == _then.ConfigHash || RunStore.ReadConfig(run.Folder) is not { } stored) yield break;
        var hash = SnapshotHash.Of(stored);
        var differences = SettingsDifference.Between(stored, now.Normalised).ToList();
        if (hash != _then.ConfigHash)
            yield return Moved("config_snapshot.json", $"The configuration was changed in the run's own snapshot: its hash is not the receipt's{(EditedSetting.Find(run, stored) is { } edited ? $"; {edited}" : "")}.", hash ?? now.Hash);
        foreach (var (key, was, isNow) in differences.Take(MostSettings))
        {
            yield return new RunFinding(RunFindingKind.Config, key, $"The configuration has changed{(otherConfig ? "" : " with the portfolio's files")}: {SettingsDifference.Sentence(key, was, isNow)}.") { Expected = was, Found = isNow };
        }

        if (differences.Count > MostSettings) yield return Moved("configuration", Invariant($"{differences.Count - MostSettings} more settings have changed."), now.Hash);
        else if (differences.Count == 0 && hash == _then.ConfigHash) yield return Moved("configuration", "The configuration has another hash, and the same settings.", now.Hash);
    }

    private RunFinding Moved(string what, string message, string now) => new(RunFindingKind.Config, what, message) { Expected = _then.ConfigHash, Found = now };

    private IEnumerable<RunFinding> Engine() => Differs(RunFindingKind.Engine, "engine", _then.EngineVersion, EngineVersion.Current, $"The engine is {EngineVersion.Current} here, and was {_then.EngineVersion}.");

    private IEnumerable<RunFinding> Seed() => Differs(RunFindingKind.Seed, "seed", Invariant($"{_then.Seed}"), Invariant($"{plan.Config.Backtest.Seed}"), Invariant($"The seed is {plan.Config.Backtest.Seed} now, and was {_then.Seed}."));

    private IEnumerable<RunFinding> Git()
    {
        var now = git.Read(ResultsRoot());
        if (_then.GitCommit != now.Commit)
        {
            yield return new RunFinding(RunFindingKind.Git, "git", (_then.GitCommit, now.Commit) switch
            {
                (null, { } commit) => $"The work stands at commit {commit} now, and no commit was known then.",
                ({ } commit, null) => $"The work stood at commit {commit}, and none is known where the run lies now.",
                var (was, isNow) => $"The work stands at commit {isNow} now, and stood at {was}.",
            })
            { Expected = _then.GitCommit, Found = now.Commit };
        }
        else if (_then.GitDirty != now.IsDirty && _then.GitDirty is not null && now.IsDirty is not null)
        {
            yield return new RunFinding(RunFindingKind.Git, "git", now.IsDirty == true ? "Files of the work differ from its commit now, and did not then." : "Files of the work differed from its commit then, and do not now.") { Expected = Words(_then.GitDirty), Found = Words(now.IsDirty) };
        }
    }

    // A batch's run lies under its batch: <batch>/runs/<id>/backtest.
    private string ResultsRoot()
    {
        var up = run.Receipt.Batch is not null ? 3 : 1;
        var root = run.Folder;
        for (; up > 0; up--) root = Path.GetDirectoryName(root) ?? root;
        return root;
    }

    private IEnumerable<RunFinding> Host()
    {
        var now = HostFacts.Read();
        var (dotnet, architecture) = (Then("dotnet"), Then("architecture"));
        return Differs(RunFindingKind.Host, "dotnet", dotnet, now.DotNet, $".NET is {now.DotNet} here, and was {dotnet}.")
            .Concat(Differs(RunFindingKind.Host, "architecture", architecture, now.Architecture, $"The processor is {now.Architecture} here, and was {architecture}."));

        string Then(string fact) => _then.Host.FirstOrDefault(pair => pair.Key == fact).Value ?? "not known";
    }

    private static IEnumerable<RunFinding> Differs(RunFindingKind kind, string what, string then, string now, string message) => then == now ? [] : [new RunFinding(kind, what, message) { Expected = then, Found = now }];

    private static string Words(bool? dirty) => dirty == true ? "dirty" : "clean";

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
