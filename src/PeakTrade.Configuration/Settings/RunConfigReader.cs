namespace PeakTrade.Configuration;

/// <summary>Reads the table of a configuration, overrides laid over it, into typed settings.</summary>
internal static class RunConfigReader
{
    public static RunConfig Read(TomlTable table, Reading reading)
    {
        var root = new Section(table, "", reading);
        var notices = new List<Fault>();
        var config = new RunConfig
        {
            Mode = root.Choice("mode", RunMode.Research),
            Strategy = ReadStrategy(root.Table("strategy"), notices),
            Backtest = BacktestReader.Read(root.Table("backtest"), reading),
            Portfolio = PortfolioReader.Read(root.Table("portfolio"), reading),
            Data = DataReader.Read(root.Table("data"), notices),
            Results = ReadResults(root.Table("results")),
            Tracking = ReadTracking(root.Table("tracking")),
            Notices = notices,
        };
        RefuseInLiveMode(config, root);
        return config;
    }

    private static StrategyChoice ReadStrategy(Section section, List<Fault> notices)
    {
        var key = section.Text("key");
        var allowOutOfRange = section.Flag("allow_out_of_range", false);
        var tables = new Dictionary<string, IReadOnlyDictionary<string, object?>>(StringComparer.Ordinal);
        foreach (var (name, node) in section.FreeEntries("<key>.<parameter>"))
        {
            if (node is TomlTable)
            {
                tables[name] = ReadParameters(section.Table(name));
                continue;
            }

            var meant = Suggestion.For(Words.Short(name), ["key", "allow_out_of_range"]);
            section.UnknownKey(name, meant.Length > 0 ? meant : $"Parameters stand in a table of their own: [strategy.{key ?? "<key>"}].");
        }

        if (key is not null && !tables.ContainsKey(key) && Suggestion.For(key, tables.Keys) is { Length: > 0 } near)
            notices.Add(new($"There is no table [strategy.{key}], so the strategy runs with its defaults.", near, section.PlaceOf("key")));
        return new() { Key = key, AllowOutOfRange = allowOutOfRange, Tables = tables };
    }

    private static Dictionary<string, object?> ReadParameters(Section section)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, node) in section.FreeEntries())
        {
            if (node is TomlValue { Value: long or double or bool or string } value) parameters[name] = value.Value;
            else section.Wrong(name, node, "a number, true or false, or a text");
        }

        return parameters;
    }

    private static ResultsOptions ReadResults(Section section) => new() { Root = section.Text("root", new ResultsOptions().Root), Trades = section.Choice("trades", TradesFormat.Auto) };

    private static TrackingOptions ReadTracking(Section section)
    {
        var defaults = new TrackingOptions();
        var isEnabled = section.Flag("enabled", defaults.Enabled);
        var backend = section.Text("backend", defaults.Backend);
        return new()
        {
            Enabled = isEnabled,
            Backend = backend,
            Strict = section.Flag("strict", defaults.Strict),
            Assembly = section.Text("assembly"),
            Outbox = section.Text("outbox"),
            Mlflow = ReadMlflow(section.Table("mlflow"), defaults.Mlflow),
            Settings = ReadTrackers(section, backend, defaults.Settings),
        };
    }

    // Trackers of the user's own have tables of their own; who knows a name is asked when the run is planned.
    private static IReadOnlyDictionary<string, object?> ReadTrackers(Section section, string backend, IReadOnlyDictionary<string, object?> settings)
    {
        foreach (var (name, node) in section.FreeEntries("<backend>.<key>"))
        {
            if (node is not TomlTable || (name != backend && Suggestion.For(Words.Short(name), ["mlflow"]).Length > 0)) section.UnknownKey(name, Suggestion.For(Words.Short(name), ["enabled", "backend", "strict", "assembly", "outbox", "mlflow"]));
            else if (ReadParameters(section.Table(name)) is var table && name == backend) settings = table;
        }

        return settings;
    }

    private static MlflowOptions ReadMlflow(Section section, MlflowOptions defaults)
    {
        var uri = section.Text("tracking_uri", defaults.TrackingUri);
        if (!IsFolderOrServer(uri))
            section.Fault("tracking_uri", $"tracking.mlflow.tracking_uri must be a folder (file:./mlruns), or start with http:// or https://, and is \"{Words.Short(Secrets.Redact(uri))}\".", "Name a folder or a server; a database is MLflow's own: start mlflow server over it, and name that.");

        var experiment = section.Text("experiment_name", defaults.ExperimentName);
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var tagSection = section.Table("tags");
        foreach (var (name, node) in tagSection.FreeEntries("<tag>"))
        {
            if (node is TomlValue { Value: string text }) tags[name] = text;
            else tagSection.Wrong(name, node, "a text in quotes");
        }

        return new() { TrackingUri = uri, ExperimentName = experiment, Tags = tags };
    }

    // What MLflow takes beside: databases, which only its own server opens, and Databricks. As a folder's name they would hide where the runs went.
    private static bool IsFolderOrServer(string uri)
    {
        if (uri.StartsWith("http://", StringComparison.Ordinal) || uri.StartsWith("https://", StringComparison.Ordinal) || uri.StartsWith("file:", StringComparison.Ordinal)) return true;
        var scheme = uri.IndexOf(':', StringComparison.Ordinal);
        // A drive is one letter.
        return uri.Length > 0 && uri != "databricks" && (scheme < 2 || !Uri.CheckSchemeName(uri[..scheme]));
    }

    // Research and live are apart: nothing that could slow, change or leak a live run.
    private static void RefuseInLiveMode(RunConfig config, Section root)
    {
        if (config.Mode != RunMode.Live) return;
        if (config.Tracking.Enabled)
            root.Fault("tracking.enabled", "tracking.enabled must be false in mode = \"live\".", "Turn tracking off, or use mode = \"research\".");
        if (config.Data.Backend == "duckdb")
            root.Fault("data.backend", "data.backend must be \"managed\" in mode = \"live\".", "Use the managed backend, or mode = \"research\".");
    }
}
