using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Reports;

namespace PeakTrade.Benchmarks;

/// <summary>Writes what was measured into docs/benchmarks.md: one section a class, between markers; the words around them stay.</summary>
internal static class BenchmarkPage
{
    public static void Write(IEnumerable<Summary> summaries)
    {
        foreach (var summary in summaries.Where(s => s.Reports.Length > 0)) Write(summary.BenchmarksCases[0].Descriptor.Type.Name, Section(summary));
    }

    /// <summary>Puts a text between the markers of this name.</summary>
    public static void Write(string name, string section)
    {
        var path = Path.Combine(Checkout.Root, "docs", "benchmarks.md");
        var (from, to) = ($"<!-- {name} -->", $"<!-- /{name} -->");
        var page = Regex.Replace(File.ReadAllText(path), $"{Regex.Escape(from)}.*?{Regex.Escape(to)}", _ => $"{from}\n{section}{to}", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
        File.WriteAllText(path, page);
    }

    /// <summary>A section's first line: where, when and at which commit it was measured.</summary>
    public static string Heading(HostEnvironmentInfo host) => string.Create(CultureInfo.InvariantCulture,
        $"{host.CpuInfo.Value?.ProcessorName ?? "unknown CPU"}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, commit {Checkout.Commit}\n\n");

    private static string Section(Summary summary)
    {
        var culture = CultureInfo.InvariantCulture;
        var text = new StringBuilder();
        text.Append(Heading(summary.HostEnvironmentInfo));
        text.Append("| work | median | fastest | slowest | ratio | allocated |\n|---|---:|---:|---:|---:|---:|\n");
        var reports = summary.Reports.Where(r => r.ResultStatistics is not null).ToList();
        var baseline = reports.FirstOrDefault(r => r.BenchmarkCase.Descriptor.Baseline)?.ResultStatistics!.Median;
        foreach (var report in reports)
        {
            var s = report.ResultStatistics!;
            var method = report.BenchmarkCase.Descriptor;
            var bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
            var ratio = baseline is null ? "" : (s.Median / baseline.Value).ToString("0.00", culture);
            text.Append(culture, $"| {method.WorkloadMethodDisplayInfo.Trim('\'')} | {Shown(s.Median)} | {Shown(s.Min)} | {Shown(s.Max)} | {ratio} | {bytes / 1e6:0.0} MB |\n");
        }

        return text.ToString();
    }

    private static string Shown(double nanoseconds) => nanoseconds switch
    {
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e9:0.00} s"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:0.0} us"),
    };
}
