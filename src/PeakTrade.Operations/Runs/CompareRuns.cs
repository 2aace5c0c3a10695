using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Puts runs side by side: parameters, settings, evidence, figures, and whether their Sharpe ratios differ by more than chance.</summary>
public static class CompareRuns
{
    // Where results go and who is told of them says nothing of how a run came about; the strategy and its parameters have rows of their own.
    private static readonly string[] Apart = ["results", "tracking", "strategy"];

    // What of a row would be taken for a run in a table of columns.
    private static readonly string[] Taken = ["Kind", "Name", "Differs", "Best", "Values", "Cells", "Differences"];

    private const int LongestText = 60;

    /// <summary>Compares runs with one of them: by the first characters of its id, its name, or its place counted from 1; the first where none is named.</summary>
    public static RunComparison Execute(IReadOnlyList<(BacktestResult Run, string? Name)> runs, string? reference, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        if (runs.Count < 2) throw FaultCatalogue.ArgumentInvalid.Because($"Runs are compared with each other, and there {(runs.Count == 1 ? "is one" : "is none")}.", "Give two or more.");
        var results = runs.Select(r => r.Run).ToList();
        var names = Names(runs);
        return RunComparing.Of(results, names, Place(results, names, reference), [.. results.Select(FactsOf)], cancel);
    }

    // The first eight characters of an id tell runs apart but for the odd case.
    private static List<string> Names(IReadOnlyList<(BacktestResult Run, string? Name)> runs)
    {
        var names = new List<string>();
        foreach (var (run, given) in runs)
        {
            var name = given ?? (run.RunId is { } id ? $"{id:D}"[..8] : $"run {names.Count + 1}");
            var (unique, again) = (name, 1);
            while (names.Contains(unique, StringComparer.OrdinalIgnoreCase) || Taken.Contains(unique, StringComparer.OrdinalIgnoreCase)) unique = $"{name} ({++again})";
            names.Add(unique);
        }

        return names;
    }

    private static int Place(List<BacktestResult> runs, List<string> names, string? reference)
    {
        if (reference is null) return 0;
        // An id may begin with what is a number too; nobody means an id by its first digit.
        if (int.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= runs.Count && !names.Contains(reference)) return place - 1;
        var found = Enumerable.Range(0, runs.Count).Where(i => names[i] == reference || (reference.Length > 0 && $"{runs[i].RunId:D}".StartsWith(reference, StringComparison.OrdinalIgnoreCase))).ToList();
        if (found.Count == 1) return found[0];
        throw FaultCatalogue.ArgumentInvalid.Because($"The reference must be one of the {runs.Count} runs ({string.Join(", ", names)}), or its place from 1 on, and is \"{reference}\"{(found.Count > 1 ? $", which fits {found.Count} of them" : "")}.", target: reference);
    }

    private static Dictionary<(ComparisonKind Kind, string Name), object?> FactsOf(BacktestResult run)
    {
        var facts = new Dictionary<(ComparisonKind Kind, string Name), object?>();
        if (run.RunPath is { } folder)
        {
            if (RunStore.ReadConfig(folder) is { } text) AddSettings(facts, text);
            if (ReceiptOf(folder) is { } receipt)
            {
                facts[(ComparisonKind.Evidence, "engine_version")] = receipt.EngineVersion;
                facts[(ComparisonKind.Evidence, "git_commit")] = receipt.GitCommit;
                facts[(ComparisonKind.Evidence, "git_dirty")] = receipt.GitDirty;
                facts[(ComparisonKind.Evidence, "seed")] = receipt.Seed;
            }
        }

        facts[(ComparisonKind.Evidence, "data_hash")] = run.DataHash;
        facts[(ComparisonKind.Evidence, "config_hash")] = run.ConfigHash;
        facts[(ComparisonKind.Evidence, "finished")] = run.FinishedAt?.UtcDateTime;
        return facts;
    }

    // A run without a receipt that can be read has its figures still.
    private static RunReceipt? ReceiptOf(string folder)
    {
        try
        {
            return RunStore.ReadReceipt(folder);
        }
        catch (PeakTradeException)
        {
            return null;
        }
    }

    private static void AddSettings(Dictionary<(ComparisonKind Kind, string Name), object?> facts, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            foreach (var table in json.RootElement.EnumerateObject())
            {
                if (!Apart.Contains(table.Name)) Flatten(facts, table.Name, table.Value);
            }
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            // Its figures are compared all the same; Test-RunResult tells of the damage.
        }
    }

    private static void Flatten(Dictionary<(ComparisonKind Kind, string Name), object?> facts, string key, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject()) Flatten(facts, $"{key}.{member.Name}", member.Value);
            return;
        }

        facts[(ComparisonKind.Setting, key)] = value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
            _ => Brief(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()),
        };
    }

    // A path stays readable; what a file held stands for itself by its hash.
    private static string Brief(string text) =>
        text.Length <= LongestText || !text.AsSpan().ContainsAny('\n', '{', '[') ? text : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
