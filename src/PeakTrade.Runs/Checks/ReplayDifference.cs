using System.Globalization;

namespace PeakTrade.Runs;

/// <summary>Compares the files of a stored run with those of the same run done again: byte by byte, by the hashes in the two receipts.</summary>
/// <param name="stored">The stored run's folder.</param>
/// <param name="again">The folder of the run done again.</param>
internal sealed class ReplayDifference(string stored, string again)
{
    // What names the inputs and no figure. Whoever compares says by himself which input moved.
    private static readonly string[] InputLines = ["  \"data_hash\":", "  \"config_hash\":", "  \"engine_version\":"];

    public IEnumerable<RunFinding> Run(CancellationToken cancel)
    {
        var then = Listed(stored);
        var now = Listed(again);
        var noParquet = then.ContainsKey(RunFiles.TradesParquet) && now.ContainsKey(RunFiles.TradesCsv);
        if (noParquet) yield return new RunFinding(RunFindingKind.Host, RunFiles.TradesParquet, "trades.parquet cannot be compared: DuckDB's library, which writes it, is not here.");
        foreach (var name in then.Keys.Concat(now.Keys).Distinct(StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            // The configuration holds places; what it says is compared by its hash and setting by setting.
            if (name is RunFiles.ConfigToml or RunFiles.ConfigJson || (noParquet && name is RunFiles.TradesParquet or RunFiles.TradesCsv)) continue;
            if (!now.TryGetValue(name, out var newer)) yield return Differs(name, $"Done again, the run writes no {name}.");
            else if (!then.TryGetValue(name, out var older)) yield return Differs(name, $"Done again, the run writes {name}, which it did not have.");
            else if (older.Sha256 != newer.Sha256) yield return Difference(older, newer, cancel);
        }
    }

    private RunFinding Difference(RunArtifact then, RunArtifact now, CancellationToken cancel)
    {
        var (file, other) = (Path.Combine(stored, then.Name), Path.Combine(again, now.Name));
        try
        {
            // Only what is still the stored file can be looked into.
            if (!File.Exists(file) || FileHash.Of(file, cancel) != then.Sha256) return Differs(then.Name, $"Done again, {then.Name} has other bytes than the receipt lists; where they differ cannot be said, because the stored file is damaged.");
            return then.Name == RunFiles.TradesParquet ? OfTrades(file, other) : OfLines(then.Name, File.ReadLines(file), File.ReadLines(other));
        }
        catch (Exception fault) when (fault is PeakTradeException or IOException or UnauthorizedAccessException)
        {
            return Differs(then.Name, $"Done again, {then.Name} has other bytes; where they differ cannot be said: {fault.Message}");
        }
    }

    private static RunFinding OfTrades(string then, string now) => TradeLines(then).SequenceEqual(TradeLines(now), StringComparer.Ordinal)
        ? new RunFinding(RunFindingKind.Host, RunFiles.TradesParquet, "Done again, trades.parquet holds the same trades in other bytes: another version of DuckDB writes it.")
        : OfLines(RunFiles.TradesParquet, TradeLines(then), TradeLines(now));

    // A Parquet file has no lines; its rows are told as trades.csv would hold them.
    private static IEnumerable<string> TradeLines(string path) => TradeTable.ReadParquet(path, symbol: "").Select(trade => string.Create(CultureInfo.InvariantCulture,
        $"{trade.Number},{trade.Side},{trade.Units},{trade.EntryTime:O},{trade.EntryPrice},{trade.ExitTime:O},{trade.ExitPrice},{trade.ExitKind},{trade.Fees},{trade.Slippage},{trade.Borrow},{trade.Profit},{trade.Return},{trade.Symbol}"));

    private static RunFinding OfLines(string name, IEnumerable<string> then, IEnumerable<string> now)
    {
        var (input, line) = (default(RunFinding), 0);
        using var older = then.GetEnumerator();
        using var newer = now.GetEnumerator();
        while (true)
        {
            line++;
            var (was, isNow) = (older.MoveNext() ? older.Current : null, newer.MoveNext() ? newer.Current : null);
            if (was is null && isNow is null) break;
            if (was == isNow) continue;
            var found = name == RunFiles.Stats ? At(name, line, was?.Trim(' ', ','), isNow?.Trim(' ', ',')) : At(name, line, was, isNow);
            if (name != RunFiles.Stats || was is null || !InputLines.Any(key => was.StartsWith(key, StringComparison.Ordinal))) return found;
            input ??= found;
        }

        return input is null
            ? Differs(name, $"Done again, {name} has the same lines and other bytes.")
            : input with { Message = $"Done again, {name} names other inputs, and every figure in it is the same." };
    }

    private static RunFinding At(string name, int line, string? then, string? now) => new(RunFindingKind.Result, name, (then, now) switch
    {
        (null, _) => string.Create(CultureInfo.InvariantCulture, $"Done again, {name} has more rows: line {line} is {Short(now!)}."),
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"Done again, {name} ends before line {line}, which was {Short(then)}."),
        _ => string.Create(CultureInfo.InvariantCulture, $"Done again, {name} differs first in line {line}: {Short(then)} then, {Short(now)} now."),
    })
    {
        Line = line,
        Expected = then,
        Found = now,
    };

    private static string Short(string text) => text.Length <= 120 ? text : $"{text.AsSpan(0, 117)}...";

    private static RunFinding Differs(string name, string message) => new(RunFindingKind.Result, name, message);

    private static Dictionary<string, RunArtifact> Listed(string folder) => Receipt.ReadAll(Path.Combine(folder, RunFiles.Receipt), out _).Artifacts.ToDictionary(f => f.Name, StringComparer.Ordinal);
}
