using System.Text.Json;
using System.Text.Json.Nodes;
using PeakTrade.Configuration;

namespace PeakTrade.Operations;

/// <summary>
/// Finds the setting that somebody changed in a run's own snapshot. Nothing else keeps all settings, but other files of the run keep some: a value is the right one when
/// the snapshot with it has the receipt's hash again.
/// </summary>
internal static class EditedSetting
{
    private static readonly string[] Tables = ["backtest", "data", "portfolio"];

    /// <summary>What it is and was, in words; null where no one setting that is known elsewhere explains it.</summary>
    public static string? Find(RecordedRun run, string snapshot)
    {
        foreach (var (table, key, value) in Known(run))
        {
            if (JsonNode.Parse(snapshot) is not JsonObject root || root[table] is not JsonObject settings) continue;
            var (owner, name) = Inner(settings, key);
            if (owner?[name] is not { } edited) continue;
            var now = edited.ToJsonString();
            if (now == value.ToJsonString()) continue;
            owner[name] = value.DeepClone();
            if (SnapshotHash.Of(root.ToJsonString()) == run.Receipt.ConfigHash) return $"{table}.{key} is {now} there, and was {value.ToJsonString()}";
        }

        return null;
    }

    private static (JsonObject? Owner, string Name) Inner(JsonObject settings, string key) => key.Split('.', 2) is [var owner, var name] ? (settings[owner] as JsonObject, name) : (settings, key);

    private static IEnumerable<(string Table, string Key, JsonNode Value)> Known(RecordedRun run)
    {
        yield return ("backtest", "seed", JsonValue.Create(run.Receipt.Seed));
        yield return ("strategy", "key", JsonValue.Create(run.Receipt.Strategy));
        yield return ("data", "symbol", JsonValue.Create(run.Receipt.Symbol));
        foreach (var (name, value) in run.Result.Parameters) yield return ("strategy", $"{run.Receipt.Strategy}.{name}", JsonSerializer.SerializeToNode(value)!);
        foreach (var known in FromToml(run)) yield return known;
    }

    // As it was written: what a command line said instead is not in it, and then the hash does not come out.
    private static List<(string, string, JsonNode)> FromToml(RecordedRun run)
    {
        try
        {
            var config = ConfigReader.ReadFile(Path.Combine(run.Folder, "config_snapshot.toml"), []);
            if (config.Strategy.Key is not { } strategy || JsonNode.Parse(ConfigSnapshot.Of(config, strategy, run.Result.Parameters).Normalised) is not JsonObject written) return [];
            return [.. Tables.Where(table => written[table] is JsonObject).SelectMany(table => ((JsonObject)written[table]!).Where(s => s.Value is not null).Select(s => (table, s.Key, s.Value!)))];
        }
        catch (PeakTradeException)
        {
            return []; // It says nothing then.
        }
    }
}
