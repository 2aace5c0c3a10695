namespace PeakTrade.Configuration;

/// <summary>Reads the map of a study file into typed options.</summary>
internal static class StudyFileReader
{
    public static StudyFileOptions Read(YamlSection root) => new()
    {
        Name = root.Text("name"),
        Strategy = root.Text("strategy"),
        Data = ReadData(root),
        Config = root.Text("config"),
        Settings = ReadSettings(root),
        Objectives = ReadObjectives(root),
        Trials = root.Count("trials"),
        Timeout = root.Read("timeout", "a span of time such as 90s, 10m or 2h", static scalar => DurationText.Parse(scalar.Text)),
        Seed = root.Whole("seed"),
        Sampler = ReadChosen(root, "sampler"),
        Pruner = ReadChosen(root, "pruner"),
        Segments = root.Count("segments"),
        Parameters = ReadValues(root, "parameters", isRange: true),
        Fixed = ReadValues(root, "fixed", isRange: false),
        Relations = root.Texts("relations"),
        Constraints = root.Texts("constraints"),
        Enqueue = ReadEnqueue(root),
        WalkForward = ReadWalkForward(root),
        Parallel = root.Flag("parallel"),
        ThrottleLimit = root.Count("throttle_limit"),
        Lag = root.Count("lag"),
        Storage = root.Text("storage"),
    };

    private static StudyFileData? ReadData(YamlSection root)
    {
        // A text alone is the path.
        var path = root.Find("data", isSetting: false) is YamlScalar ? root.Text("data") : null;
        var data = path is null ? root.Map("data") : root.Inner(null, "data");
        path ??= data.Text("path");
        var symbol = data.Text("symbol");
        var symbols = data.Texts("symbols");
        if (symbol is not null && symbols is not null) data.Fault("symbols", "data.symbol and data.symbols are both given.", "Keep one of the two.");
        var read = new StudyFileData { Path = path, Symbols = symbol is null ? symbols : [symbol], From = Moment("from"), To = Moment("to"), Resample = data.Text("resample") };
        if (read.Resample is { } interval && BarInterval.Parse(interval) is null)
            data.Fault("resample", $"data.resample must be an interval such as 15m, 1h, 1d or 1w, and is \"{Words.Short(interval)}\".", $"Allowed are {string.Join(", ", BarInterval.Allowed)}.");
        return root.Has("data") ? read : null;

        string? Moment(string key)
        {
            var text = data.Text(key);
            if (text is null || Moments.ToUtc(text, TimeZoneInfo.Utc) is not null) return text;
            data.Fault(key, $"data.{key} must be a date or a time such as 2024-03-01 or 2024-03-01T14:30+02:00, and is \"{Words.Short(text)}\".");
            return null;
        }
    }

    // "backtest: { fee_bps: 5 }" says the same as "backtest.fee_bps: 5", and takes nothing else of [backtest] away.
    private static List<KeyValuePair<string, object?>>? ReadSettings(YamlSection root)
    {
        var section = root.Map("settings");
        var settings = new List<KeyValuePair<string, object?>>();
        foreach (var (key, node) in section.FreeEntries("<table>.<key>"))
        {
            if (node is YamlMap table && !key.Contains('.', StringComparison.Ordinal)) settings.AddRange(table.Select(e => KeyValuePair.Create($"{key}.{e.Key}", e.Value.ToValue())));
            else settings.Add(KeyValuePair.Create(key, node.ToValue()));
        }

        return root.Has("settings") ? settings : null;
    }

    private static List<StudyFileObjective>? ReadObjectives(YamlSection root)
    {
        var (one, several) = (root.Find("objective"), root.List("objectives"));
        if (one is not null && several is not null) root.Fault("objectives", "objective and objectives are both given.", "Keep one of the two.");
        if (one is not null) return [.. Objective(root, "objective", one)];
        if (several is null) return null;
        if (several.Count == 0) root.Fault("objectives", "objectives is an empty list.", "Leave it out for its default.");
        return [.. several.SelectMany((node, i) => Objective(root, $"objectives[{i}]", node))];
    }

    private static IEnumerable<StudyFileObjective> Objective(YamlSection root, string key, YamlNode node)
    {
        if (node is YamlScalar { Value: string { Length: > 0 } text }) return [new(text)];
        if (node is not YamlMap)
        {
            root.Wrong(key, node, "a figure such as sharpe, or a map of name and direction");
            return [];
        }

        var section = root.Inner(node, key);
        if (!section.Has("name")) section.Fault("name", $"{key} lacks a name.", "Write name: sharpe.");
        return section.Choice<StudyDirection>("direction") is var direction && section.Text("name") is { } name ? [new(name, direction)] : [];
    }

    /// <summary>A sampler or a pruner: a text, or a map of its name and its options, which becomes the same text.</summary>
    private static string? ReadChosen(YamlSection root, string key)
    {
        if (root.Find(key) is not { } node || node is YamlScalar) return root.Text(key);
        if (node is not YamlMap)
        {
            root.Wrong(key, node, "a name, or a map of name and options");
            return null;
        }

        var section = root.Inner(node, key);
        var name = section.Text("name");
        if (!section.Has("name")) section.Fault("name", $"{key} lacks a name.", $"Write name: {(key == "sampler" ? "tpe" : "median")}.");
        var options = new List<string>();
        foreach (var (option, value) in section.FreeEntries())
        {
            // In the text that it becomes, these part one option from the next.
            if (value is YamlScalar { Value: not null } scalar && scalar.Text.AsSpan().IndexOfAny(",()=") < 0) options.Add($"{option}={(scalar.Value is bool flag ? (flag ? "true" : "false") : scalar.Text)}");
            else section.Wrong(option, value, "a number, true or false, or a word");
        }

        return options.Count == 0 ? name : $"{name}({string.Join(", ", options)})";
    }

    private static OrderedDictionary<string, object?>? ReadValues(YamlSection root, string key, bool isRange)
    {
        var section = root.Map(key);
        var values = Values(section, section.FreeEntries("<parameter>"), isRange);
        return root.Has(key) ? values : null;
    }

    private static OrderedDictionary<string, object?> Values(YamlSection section, IEnumerable<KeyValuePair<string, YamlNode>> entries, bool isRange)
    {
        var values = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, node) in entries)
        {
            if (node is YamlScalar { Value: not null } || (isRange && node is YamlMap or YamlList)) values[name] = node.ToValue();
            else section.Wrong(name, node, isRange ? "a range such as 5..40, a list, a map or a value" : "a number, true or false, or a text");
        }

        return values;
    }

    private static List<IReadOnlyDictionary<string, object?>>? ReadEnqueue(YamlSection root)
    {
        if (root.List("enqueue") is not { } list) return null;
        var points = new List<IReadOnlyDictionary<string, object?>>();
        for (var i = 0; i < list.Count; i++)
        {
            var key = $"enqueue[{i}]";
            if (list[i] is not YamlMap) root.Wrong(key, list[i], "a map of parameters and values");
            var section = root.Inner(list[i], key);
            points.Add(Values(section, section.FreeEntries(), isRange: false));
        }

        return points;
    }

    private static StudyFileWalkForward? ReadWalkForward(YamlSection root)
    {
        var section = root.Map("walk_forward");
        var read = new StudyFileWalkForward
        {
            Train = Length("train"), Test = Length("test"), Folds = section.Count("folds"), Scheme = section.Choice<WalkForwardScheme>("scheme"),
            Purge = (int?)section.Whole("purge", 0, int.MaxValue), Embargo = (int?)section.Whole("embargo", 0, int.MaxValue),
        };
        return root.Has("walk_forward") ? read : null;

        WalkForwardLength? Length(string key) => section.Parsed(key, "a number of bars, or a length such as 90d, 26w, 6m or 2y", WalkForwardLength.TryParse);
    }
}
