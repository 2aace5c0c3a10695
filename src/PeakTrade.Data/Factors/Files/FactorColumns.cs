using PeakTrade.Data.Csv;

namespace PeakTrade.Data.Factors;

/// <summary>Which column of a factor's file is what. A file without a column of symbols is wide: its columns are the symbols.</summary>
internal sealed class FactorColumns
{
    private static readonly string[] TimeNames = ["timestamp", "datetime", "time", "date"];
    private static readonly string[] SymbolNames = ["symbol", "ticker"];

    private FactorColumns(int count, int time, int symbol, IReadOnlyList<(int Field, string Name)> values) => (Count, Time, Symbol, Values) = (count, time, symbol, values);

    /// <summary>How many columns there are, those that nobody reads among them.</summary>
    public int Count { get; }

    public int Time { get; }

    /// <summary>The column of symbols; -1 in a wide file.</summary>
    public int Symbol { get; }

    /// <summary>The columns of values: one, or in a wide file one a symbol, which it is named for.</summary>
    public IReadOnlyList<(int Field, string Name)> Values { get; }

    public bool IsWide => Symbol < 0;

    /// <summary>Whether there is a column of times.</summary>
    public static bool HaveTime(string[] names) => TimeOf(names) >= 0;

    /// <summary>Finds the columns, or says which are missing or there twice.</summary>
    public static FactorColumns Of(string[] names, string factor, Func<string, string, PeakTradeException> wrong)
    {
        var time = TimeOf(names);
        if (time < 0) throw wrong($"column time is missing; there are {Listed(names)}.", "Name the column of times time.");
        var symbol = IndexOf(names, SymbolNames);
        return symbol < 0 ? Wide(names, time, factor, wrong) : new(names.Length, time, symbol, [Value(names, factor, wrong)]);
    }

    private static (int Field, string Name) Value(string[] names, string factor, Func<string, string, PeakTradeException> wrong)
    {
        var value = IndexOf(names, [factor, "value"]);
        return value >= 0 ? (value, names[value]) : throw wrong($"column value is missing; there are {Listed(names)}.", $"Name the column of values value or {factor}.");
    }

    private static FactorColumns Wide(string[] names, int time, string factor, Func<string, string, PeakTradeException> wrong)
    {
        var values = new List<(int Field, string Name)>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var field = 0; field < names.Length; field++)
        {
            if (field == time || TimeNames.Contains(names[field], StringComparer.OrdinalIgnoreCase)) continue;
            // One empty name at the end is a delimiter at the line's end.
            if (names[field].Length == 0 && field == names.Length - 1) continue;
            if (names[field].Length == 0) throw wrong($"column {field + 1} has no name.", "Name each column for its symbol.");
            if (!taken.Add(names[field])) throw wrong($"the column {FieldText.Of(names[field])} is there twice.", "Leave one of them.");
            values.Add((field, names[field]));
        }

        if (values.Count == 0) throw wrong("there is no column beside the time.", "Name a column for each symbol, or give the columns symbol and value.");
        if (values is [var only] && new[] { "value", factor }.Contains(only.Name, StringComparer.OrdinalIgnoreCase))
            throw wrong($"column symbol is missing; there are {Listed(names)}.", "Add the column symbol, or name the column of values for its symbol.");
        return new(names.Length, time, -1, values);
    }

    private static int TimeOf(string[] names) => IndexOf(names, TimeNames);

    private static int IndexOf(string[] names, string[] wanted) =>
        wanted.Select(name => Array.FindIndex(names, given => given.Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(field => field >= 0, -1);

    private static string Listed(string[] names) => string.Join(", ", names.Take(20).Select(FieldText.Of)) + (names.Length > 20 ? $" and {names.Length - 20} more" : "");
}
