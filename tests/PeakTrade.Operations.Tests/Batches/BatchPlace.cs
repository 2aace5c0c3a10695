using System.Text;

namespace PeakTrade.Operations.Tests.Batches;

/// <summary>A folder with bars of a few instruments and a batch over them, and what became of it.</summary>
public sealed class BatchPlace : IDisposable
{
    public static readonly string[] Symbols = ["AAA", "BBB", "CCC", "DDD"];

    public BatchPlace(int bars = 400, params string[] symbols)
    {
        foreach (var symbol in symbols.Length > 0 ? symbols : Symbols)
            _ = MakeSampleData.Execute(new() { Folder = Desktop.PathTo("data"), Symbols = [symbol], Interval = SampleInterval.Daily, Count = bars }, default).Single();
    }

    public Desktop Desktop { get; } = new();

    public string Root => Desktop.PathTo("output/batch_backtests/mine");

    public BatchRequest Request => new() { BaseFolder = Desktop.Folder };

    /// <summary>A batch of runs of moving averages on one instrument each, with whatever else each says.</summary>
    public static string Crossovers(int count, Func<int, string>? more = null, string defaults = "")
    {
        var text = new StringBuilder($"batch_name: mine\ndefaults: {{ strategy: ma_crossover, data_path: data, symbols: [AAA], start_date: 2020-01-01, end_date: 2020-12-31{defaults} }}\nruns:\n");
        for (var i = 0; i < count; i++) text.Append($"  - {{ id: run_{i:00}, {Parameters(i, more?.Invoke(i) ?? "")} }}\n");
        return text.ToString();
    }

    // A key that stands twice is a fault of the file.
    private static string Parameters(int i, string more) => more.Contains("parameters:", StringComparison.Ordinal) ? more.TrimStart(',', ' ') : $"parameters: {{ fast_window: {5 + i}, slow_window: {30 + i} }}{more}";

    public List<BatchRunResult> Run(string batch, Func<BatchRequest, BatchRequest>? with = null, CancellationToken cancel = default)
    {
        var request = Request with { Text = batch };
        return [.. Desktop.Workbench.Batch.Execute(with?.Invoke(request) ?? request, Desktop, cancel)];
    }

    /// <summary>All files of the batch by their names, without what tells of times: the receipts' ids and times, in a run's page too, the log's name, how long runs took.</summary>
    public SortedDictionary<string, string> Files() => FilesIn(Root);

    /// <inheritdoc cref="Files"/>
    public static SortedDictionary<string, string> FilesIn(string root)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (name.StartsWith("logs/", StringComparison.Ordinal)) files["logs"] = "";
            else if (name.EndsWith("run.json", StringComparison.Ordinal)) files[name] = "";
            else if (name.EndsWith("run_report.html", StringComparison.Ordinal)) files[name] = WithoutReceipt(File.ReadAllText(path));
            else if (name.StartsWith("batch_summary", StringComparison.Ordinal)) files[name] = WithoutTimes(File.ReadAllText(path));
            else files[name] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
        }

        return files;
    }

    public string Summary => File.ReadAllText(Path.Combine(Root, "batch_summary.csv"));

    public void Dispose() => Desktop.Dispose();

    // A page shows the receipt of its run.
    private static string WithoutReceipt(string page)
    {
        var receipt = page.IndexOf("<section id=\"receipt\">", StringComparison.Ordinal);
        return page.Remove(receipt, page.IndexOf("</section>", receipt, StringComparison.Ordinal) - receipt);
    }

    private static string WithoutTimes(string text)
    {
        var lines = text.Split('\n').Select(line =>
        {
            if (line.StartsWith('|') && line.Split('|') is { Length: > 14 } cells) return string.Join('|', cells.Where((_, i) => i != 12));
            if (line.Split(',') is { Length: > 15 } fields) return string.Join(',', fields.Where((_, i) => i != 5));
            return System.Text.RegularExpressions.Regex.Replace(line, @"took [\d.]+ s", "took");
        });
        return string.Join('\n', lines);
    }
}
