using PeakTrade.Data.Csv;

namespace PeakTrade.Data.Backends;

/// <summary>What a field of a row is.</summary>
internal enum FieldRole : byte
{
    Ignored,
    Time,
    Open,
    High,
    Low,
    Close,
    Volume,
    Symbol,
}

/// <summary>Which column is what, by the columns' names.</summary>
internal sealed class ColumnRoles
{
    private static readonly string[] TimeNames = ["timestamp", "datetime", "time", "date"];
    private static readonly string[] SymbolNames = ["symbol", "ticker"];
    private static readonly (string Name, FieldRole Role)[] Required =
        [("timestamp", FieldRole.Time), ("open", FieldRole.Open), ("high", FieldRole.High), ("low", FieldRole.Low), ("close", FieldRole.Close)];

    private readonly string[] _names;

    private ColumnRoles(string[] names)
    {
        _names = names;
        var time = TimeNames.First(name => names.Contains(name, StringComparer.OrdinalIgnoreCase));
        var symbol = SymbolNames.FirstOrDefault(name => names.Contains(name, StringComparer.OrdinalIgnoreCase));
        Fields = Array.ConvertAll(names, name => RoleOf(name) switch
        {
            FieldRole.Time when !name.Equals(time, StringComparison.OrdinalIgnoreCase) => FieldRole.Ignored,
            FieldRole.Symbol when !name.Equals(symbol, StringComparison.OrdinalIgnoreCase) => FieldRole.Ignored,
            var role => role,
        });
        TimeName = time;
    }

    /// <summary>The role of each column.</summary>
    public FieldRole[] Fields { get; }

    /// <summary>The time column's name.</summary>
    public string TimeName { get; }

    public bool HasVolume => Fields.Contains(FieldRole.Volume);

    /// <summary>Where the symbol column is; -1 where there is none.</summary>
    public int SymbolField => Array.IndexOf(Fields, FieldRole.Symbol);

    /// <summary>How many of the names mean something.</summary>
    public static int Known(string[] names) => names.Count(name => RoleOf(name) != FieldRole.Ignored);

    /// <summary>Finds the columns, or says which are missing or there twice.</summary>
    /// <param name="names">The columns' names.</param>
    /// <param name="said">Who names them: <c>the first line names</c>.</param>
    /// <param name="wrong">Makes a fault of a message and what to do.</param>
    public static ColumnRoles Of(string[] names, string said, Func<string, string, PeakTradeException> wrong)
    {
        var missing = Required.Where(column => !names.Any(name => RoleOf(name) == column.Role)).Select(column => column.Name).ToList();
        if (missing.Count > 0) throw Missing(missing, names, said, wrong);

        var twice = names.GroupBy(name => name.ToLowerInvariant()).FirstOrDefault(group => group.Count() > 1 && RoleOf(group.Key) != FieldRole.Ignored);
        if (twice is not null) throw wrong($"the header names {twice.Key} {twice.Count()} times.", "Leave one of them.");
        return new ColumnRoles(names);
    }

    /// <summary>The name of the column that has a role, as faults tell it.</summary>
    public string NameOf(FieldRole role) => role switch
    {
        FieldRole.Time => TimeName,
        FieldRole.Symbol => _names[SymbolField].ToLowerInvariant(),
        FieldRole.Open => "open",
        FieldRole.High => "high",
        FieldRole.Low => "low",
        FieldRole.Close => "close",
        _ => "volume",
    };

    private static FieldRole RoleOf(string name) => name.ToLowerInvariant() switch
    {
        "timestamp" or "datetime" or "time" or "date" => FieldRole.Time,
        "open" => FieldRole.Open,
        "high" => FieldRole.High,
        "low" => FieldRole.Low,
        "close" => FieldRole.Close,
        "volume" => FieldRole.Volume,
        "symbol" or "ticker" => FieldRole.Symbol,
        _ => FieldRole.Ignored,
    };

    private static PeakTradeException Missing(List<string> missing, string[] names, string said, Func<string, string, PeakTradeException> wrong)
    {
        var unknown = names.Where(name => name.Length > 0 && RoleOf(name) == FieldRole.Ignored).ToList();
        var meant = missing.Select(column => (Column: column, Hint: Suggestion.For(column, unknown.Where(name => name.Length <= 64)))).FirstOrDefault(hint => hint.Hint.Length > 0);
        var found = string.Join(", ", names.Take(20).Select(name => FieldText.Of(name))) + (names.Length > 20 ? $" and {names.Length - 20} more" : "");
        var columns = missing.Count == 1 ? $"column {missing[0]} is" : $"columns {string.Join(", ", missing)} are";
        return wrong($"{columns} missing; {said} {found}.", meant.Hint is null ? "" : $"For {meant.Column}: {char.ToLowerInvariant(meant.Hint[0])}{meant.Hint[1..]}");
    }
}
