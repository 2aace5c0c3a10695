using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeakTrade.Engine;
using PeakTrade.House.Tests;
using YamlDotNet.RepresentationModel;

namespace PeakTrade.Cli.Tests.Telemetry;

/// <summary><c>examples/observability</c>: each file reads as what it is, they fit each other, and the dashboard asks for what is really sent.</summary>
public partial class ObservabilityExampleTests
{
    private static readonly string Folder = Checkout.PathTo("examples", "observability");

    // What the collector's exporter makes of our instruments, by the rules of "OpenTelemetry to Prometheus": dots become underscores, the unit is added, a counter ends in _total.
    private static readonly HashSet<string> Exported =
    [
        .. typeof(Meters).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => p.GetValue(null)).OfType<Instrument>().SelectMany(NamesOf),
    ];

    [Fact]
    public void Every_metric_that_the_dashboard_shows_is_one_of_ours_and_every_one_of_ours_is_shown()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "grafana", "dashboards", "peaktrade.json")));
        var queries = dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(t => t.TryGetProperty("expr", out var expr) ? expr.GetString()! : "");
        var asked = queries.SelectMany(query => MetricName().Matches(query)).Select(m => m.Value).ToHashSet();
        Assert.Empty(asked.Except(Exported));
        Assert.Equal(Exported.Where(name => !name.EndsWith("_sum", StringComparison.Ordinal) && !name.EndsWith("_count", StringComparison.Ordinal)).Order(), asked.Order());
    }

    [Fact]
    public void Every_instrument_is_in_the_page_of_telemetry()
    {
        var page = File.ReadAllText(Checkout.PathTo("docs", "telemetry.md"));
        var names = typeof(Meters).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => ((Instrument)p.GetValue(null)!).Name).Concat(SpanAttributes.Inherited);
        var spans = typeof(Spans).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f is { IsLiteral: true } && f.Name != nameof(Spans.SourceName)).Select(f => (string)f.GetRawConstantValue()!);
        Assert.All(names.Concat(spans), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_YAML_file_reads_and_every_image_has_a_version()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.y*ml", SearchOption.AllDirectories)) Assert.NotNull(Root(file));
        Assert.All(Services().Select(s => (string)Entry(s.Value, "image")!), image => Assert.Matches(@":v?\d+\.\d+\.\d+$", image));
    }

    [Fact]
    public void What_the_services_are_given_is_there()
    {
        var mounted = Services().SelectMany(s => (YamlSequenceNode?)Entry(s.Value, "volumes") ?? []).Select(v => ((string)v!).Split(':')[0]).ToList();
        Assert.All(mounted.Where(v => v.StartsWith("./", StringComparison.Ordinal)), path => Assert.True(Path.Exists(Path.Combine(Folder, path)), path));
        var volumes = ((YamlMappingNode)Entry(Root(Path.Combine(Folder, "docker-compose.yml")), "volumes")!).Children.Keys.Select(k => (string)k!);
        Assert.Empty(mounted.Where(v => !v.StartsWith("./", StringComparison.Ordinal)).Except(volumes));
    }

    [Fact]
    public void Every_pipeline_of_the_collector_is_made_of_parts_that_are_configured_and_sends_to_services_that_are_there()
    {
        var collector = Root(Path.Combine(Folder, "collector.yaml"));
        var pipelines = (YamlMappingNode)Entry(Entry(collector, "service")!, "pipelines")!;
        Assert.Equal(["logs", "metrics", "traces"], pipelines.Children.Keys.Select(k => (string)k!).Order());
        foreach (var pipeline in pipelines.Children.Values)
        {
            foreach (var kind in new[] { "receivers", "processors", "exporters" })
                Assert.All((YamlSequenceNode)Entry(pipeline, kind)!, part => Assert.NotNull(Entry(Entry(collector, kind)!, (string)part!)));
        }

        var services = Services().Select(s => (string)s.Key!).ToHashSet();
        var hosts = Directory.EnumerateFiles(Folder, "*.y*ml", SearchOption.AllDirectories).SelectMany(file => Address().Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value);
        Assert.Empty(hosts.Except(services));
    }

    private static IEnumerable<string> NamesOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        return instrument is Histogram<double> ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"] : [$"{name}_total"];
    }

    private static YamlNode Root(string file)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(file);
        yaml.Load(reader);
        return Assert.Single(yaml.Documents).RootNode;
    }

    private static IDictionary<YamlNode, YamlNode> Services() => ((YamlMappingNode)Entry(Root(Path.Combine(Folder, "docker-compose.yml")), "services")!).Children;

    private static YamlNode? Entry(YamlNode map, string key) => ((YamlMappingNode)map).Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    [GeneratedRegex(@"\bpeaktrade_\w+")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"(?:http://|[""' ])([a-z]+):(?:4317|3100|3200|8889|9090)\b")]
    private static partial Regex Address();
}
