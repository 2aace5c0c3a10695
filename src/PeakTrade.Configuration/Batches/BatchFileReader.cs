namespace PeakTrade.Configuration;

/// <summary>Reads the map of a batch file into typed options.</summary>
internal static class BatchFileReader
{
    /// <summary>The options; null only where there are faults.</summary>
    public static BatchOptions? Read(YamlSection root, YamlMap map, YamlReading reading)
    {
        var options = new BatchOptions
        {
            Name = ReadName(root, "batch_name", BatchName.FaultOfBatch, "Write batch_name: my_batch."),
            Description = ReadDescription(root),
            OutputRoot = ReadOutputRoot(root),
            Parallel = root.Flag("parallel"),
            ThrottleLimit = root.Count("throttle_limit"),
            Runs = [],
        };
        var defaultsSection = root.Map("defaults");
        var defaults = new BatchRunPart(defaultsSection, map.TryGetValue("defaults", out var node) ? node as YamlMap : null);
        RefuseBundleWithoutFactors(defaults, defaults.Strategy, defaults);
        return options with { Runs = ReadRuns(root, defaults, reading) };
    }

    private static string ReadName(YamlSection section, string key, Func<string, string?> faultOf, string action)
    {
        var name = section.Text(key);
        if (name is null && !section.Has(key)) section.Fault(key, $"{section.PathOf(key)} is missing.", action);
        if (name is not null && faultOf(name) is { } fault) section.Fault(key, $"{section.PathOf(key)} {fault}.");
        return name ?? "";
    }

    // In words, and so it may also be empty or look like a number.
    private static string? ReadDescription(YamlSection root)
    {
        var node = root.Find("description");
        if (node is YamlScalar scalar) return scalar.Text;
        if (node is not null) root.Wrong("description", node, "a text");
        return null;
    }

    private static string ReadOutputRoot(YamlSection root)
    {
        var path = root.Text("output_root") ?? BatchOptions.DefaultOutputRoot;
        if (string.IsNullOrWhiteSpace(path)) root.Fault("output_root", "output_root must not be blank.", "Leave it out for its default.");
        return path;
    }

    private static List<BatchRun> ReadRuns(YamlSection root, BatchRunPart defaults, YamlReading reading)
    {
        var list = root.List("runs");
        if (list is null && !root.Has("runs")) root.Fault("runs", "runs is missing.", "List one run at least, each with id, start_date and end_date.");
        if (list is { Count: 0 }) root.Fault("runs", "runs is an empty list.", "List one run at least, each with id, start_date and end_date.");
        var runs = new List<BatchRun>();
        var taken = new Dictionary<string, (int Index, int Line)>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            var key = $"runs[{i}]";
            if (list![i] is not YamlMap map)
            {
                root.Wrong(key, list[i], "a map with id, start_date and end_date");
                continue;
            }

            var section = root.Inner(map, key);
            var id = ReadName(section, "id", BatchName.FaultOfRun, "Give each run an id of its own, such as id: core_2015_2020.");
            if (id.Length > 0 && !taken.TryAdd(id, (i, map.KeyNode("id").Line)))
                section.Fault("id", $"{key}.id \"{Words.Short(id)}\" is the id of runs[{taken[id].Index}] on line {taken[id].Line} already.", "Give each run its own; ids that differ only in upper and lower case are one folder on some systems.");
            runs.Add(ReadRun(id, new BatchRunPart(section, map), defaults, reading));
        }

        return runs;
    }

    private static BatchRun ReadRun(string id, BatchRunPart own, BatchRunPart defaults, YamlReading reading)
    {
        var namesUniverse = Array.Exists(BatchRunPart.UniverseKeys, key => own.Get<object>(key) is not null);
        var strategy = Value<string>("strategy") ?? (Value<string>("bundle_path") is not null ? BatchRun.FactorStrategy : null);
        // What the defaults say of their own strategy is not for another one.
        var isOther = own.Strategy is not null && defaults.Strategy is not null && own.Strategy != defaults.Strategy;
        var run = new BatchRun
        {
            Id = id,
            Strategy = strategy,
            BundlePath = own.Get<string>("bundle_path") ?? (strategy == BatchRun.FactorStrategy ? Value<string>("bundle_path") : null),
            StartDate = Required("start_date", "2015-01-01"),
            EndDate = Required("end_date", "2020-12-31"),
            SymbolsFile = OfUniverse<string>("symbols_file") ?? OfUniverse<string>("universe_file"),
            Symbols = OfUniverse<IReadOnlyList<string>>("symbols") ?? [],
            Sectors = Value<string>("sectors"),
            DataPath = Value<string>("data_path"),
            Freq = Value<BarInterval>("freq"),
            Config = Value<string>("config"),
            Parameters = Laid(isOther ? null : defaults.Map("parameters"), own, "parameters"),
            Settings = [.. LaySettings(own, defaults)],
            GenerateReport = Value<object>("generate_report") is true,
            GenerateRiskReport = Value<object>("generate_risk_report") is true,
            GenerateTcaReport = Value<object>("generate_tca_report") is true,
            Timeout = Value<object>("timeout") as TimeSpan?,
            Places = new(reading.File, own.Written!, defaults.Written),
        };
        RefuseBundleWithoutFactors(own, strategy, defaults);
        RequireBundle(run, own, defaults);
        RefuseEndBeforeStart(run, own);
        return run;

        T? Value<T>(string key) where T : class => own.Has(key) ? own.Get<T>(key) : defaults.Get<T>(key);

        T? OfUniverse<T>(string key) where T : class => namesUniverse ? own.Get<T>(key) : Value<T>(key);

        string Required(string key, string example)
        {
            if (!Says(own, defaults, key)) own.Section.Fault(key, $"{own.Section.PathOf(key)} is missing.", $"Write {key}: {example} in the run or in defaults.");
            return Value<string>(key) ?? "";
        }
    }

    private static void RefuseEndBeforeStart(BatchRun run, BatchRunPart own)
    {
        if (!(BatchDate.ToUtc(run.EndDate) < BatchDate.ToUtc(run.StartDate))) return;
        var key = own.Has("end_date") ? "end_date" : "start_date";
        own.Section.Fault(key, $"{own.Section.PathOf("end_date")} {run.EndDate} is before start_date {run.StartDate}.", "The end date is the last day of the run.");
    }

    // Whether a key is said at all, be it wrongly: then that is the fault.
    private static bool Says(BatchRunPart own, BatchRunPart defaults, string key) => own.Has(key) ? own.Says(key) : defaults.Says(key);

    private static OrderedDictionary<string, object?> Laid(IReadOnlyDictionary<string, object?>? under, BatchRunPart own, string key)
    {
        var laid = new OrderedDictionary<string, object?>(own.Has(key) && own.Map(key) is null ? [] : under ?? new Dictionary<string, object?>(), StringComparer.Ordinal);
        foreach (var (name, value) in own.Map(key) ?? new Dictionary<string, object?>()) laid[name] = value;
        return laid;
    }

    // Later ones win when they are laid over a configuration, so the run's come last.
    private static OrderedDictionary<string, object?> LaySettings(BatchRunPart own, BatchRunPart defaults)
    {
        var laid = defaults.Settings();
        foreach (var key in BatchKeys.All)
        {
            if (key.Setting is not null && own.Has(key.Name)) laid.Remove(key.Setting);
        }

        if (own.Has("settings") && own.Map("settings") is null) foreach (var name in defaults.Map("settings")?.Keys ?? []) laid.Remove(name);
        foreach (var (name, value) in own.Settings())
        {
            laid.Remove(name);
            laid.Add(name, value);
        }

        return laid;
    }

    private static void RefuseBundleWithoutFactors(BatchRunPart part, string? strategy, BatchRunPart defaults)
    {
        if (part.Get<string>("bundle_path") is null || strategy is null or BatchRun.FactorStrategy || (part == defaults && defaults.Strategy is null)) return;
        part.Section.Fault("bundle_path", $"{part.Section.PathOf("bundle_path")} is given, and the strategy {Words.Short(strategy)} weighs by no factors.", $"Take it out, or write strategy: {BatchRun.FactorStrategy}.");
    }

    // A configuration under the run may name a strategy and a bundle of its own.
    private static void RequireBundle(BatchRun run, BatchRunPart own, BatchRunPart defaults)
    {
        var isFactors = run.Strategy == BatchRun.FactorStrategy || !Says(own, defaults, "strategy");
        if (!isFactors || Says(own, defaults, "bundle_path") || Says(own, defaults, "config")) return;
        own.Section.Fault("bundle_path", $"{own.Section.PathOf("bundle_path")} is missing: {BatchRun.FactorStrategy} weighs by a factor bundle.", "Name one, or a strategy that needs none, such as strategy: equal_weight.");
    }
}
