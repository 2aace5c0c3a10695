using System.Text.Json.Nodes;
using PeakTrade.Operations.Tests.Batches;

namespace PeakTrade.Operations.Tests.Runs;

/// <summary>A folder with bars and stored runs, and what a look at them says.</summary>
public sealed class VerifyPlace : IDisposable
{
    private readonly BatchPlace _place = new(400);

    public Desktop Desktop => _place.Desktop;

    public string Data(string symbol = "AAA") => Directory.GetFiles(Desktop.PathTo("data"), $"{symbol.ToLowerInvariant()}*").Single();

    /// <summary>The moving-average crossover on one instrument.</summary>
    public BacktestRequest One(params (string Key, object? Value)[] settings) => new() { BaseFolder = Desktop.Folder, DataPath = Data(), Strategy = "ma_crossover", Settings = Settings(settings) };

    /// <summary>The same on all of them in one account, or what else the settings say.</summary>
    public BacktestRequest Together(string? strategy, params (string Key, object? Value)[] settings) => new() { BaseFolder = Desktop.Folder, DataPath = Desktop.PathTo("data"), Strategy = strategy, Settings = Settings([("portfolio.enabled", true), .. settings]) };

    public BacktestResult Run(BacktestRequest request) => Desktop.Run(request);

    public List<BatchRunResult> RunBatch(string text) => _place.Run(text);

    public RunCheck Check(BacktestResult run, bool replay = true, Func<TestRunsRequest, TestRunsRequest>? with = null)
    {
        var request = new TestRunsRequest { BaseFolder = Desktop.Folder, Folder = run.RunPath, Replay = replay };
        var outcome = Desktop.Workbench.TestRuns.Execute(with?.Invoke(request) ?? request, Desktop, default).Single();
        return outcome.Result ?? throw outcome.Error!;
    }

    /// <summary>Changes a file of text.</summary>
    public static void Edit(string path, string from, string to)
    {
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Makes a run look as if another program or place had made it: its receipt without a seal, and <c>stats.json</c> listed as it then is.</summary>
    public static void Elsewhere(BacktestResult run, Action<JsonNode> receipt, Func<string, string>? stats = null)
    {
        var path = Path.Combine(run.RunPath!, "run.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        json.Remove("seal");
        receipt(json);
        if (stats is not null)
        {
            var file = Path.Combine(run.RunPath!, "stats.json");
            File.WriteAllText(file, stats(File.ReadAllText(file)));
            json["artifacts"]!["stats.json"] = new JsonObject { ["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))), ["bytes"] = new FileInfo(file).Length };
        }

        File.WriteAllText(path, json.ToJsonString());
    }

    /// <summary>Another close in one bar of a data file.</summary>
    public static void ChangeCell(string path, int row)
    {
        var lines = File.ReadAllLines(path);
        var cells = lines[row].Split(',');
        cells[4] = cells[2]; // It closes at its high.
        lines[row] = string.Join(',', cells);
        File.WriteAllLines(path, lines);
    }

    public void Dispose() => _place.Dispose();

    private static IReadOnlyList<KeyValuePair<string, object?>> Settings((string Key, object? Value)[] settings) => [.. settings.Select(s => KeyValuePair.Create(s.Key, s.Value))];
}
