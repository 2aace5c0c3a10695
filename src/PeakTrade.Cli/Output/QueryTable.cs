using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace PeakTrade.Cli.Output;

/// <summary>What a query returns, for a person and as JSON.</summary>
internal static class QueryTable
{
    private static readonly HashSet<Type> Numbers =
        [typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(BigInteger), typeof(float), typeof(double), typeof(decimal)];

    /// <summary>A file that was written.</summary>
    public static Table<FileInfo> File { get; } = new(new("Bytes", f => f.Length.ToString(CultureInfo.InvariantCulture), IsNumber: true), new("Path", f => f.FullName))
    {
        Json = f => new { Path = f.FullName, Bytes = f.Length },
    };

    public static Table<QueryRow> Of(IReadOnlyList<QueryColumn> columns) =>
        new([.. columns.Select((column, i) => new Column<QueryRow>(column.Name, row => Text(row.Values[i]), IsNumber: Numbers.Contains(column.Type)))]) { Json = row => Object(row) };

    private static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        // The last digits of a sum are noise to the eye; --json has them all.
        double number => number.ToString("G12", CultureInfo.InvariantCulture),
        DateTime time => Time(time),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        QueryRow or object?[] or Dictionary<object, object?> or byte[] => NdJson.Line(Value(value)!),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!.ReplaceLineEndings(" "),
    };

    private static string Time(DateTime time) =>
        time.ToString(time.Kind == DateTimeKind.Utc ? "yyyy-MM-dd HH:mm:ss.FFFFFF'Z'" : time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    private static Dictionary<string, object?> Object(QueryRow row)
    {
        var json = new Dictionary<string, object?>(row.Columns.Count);
        for (var i = 0; i < row.Columns.Count; i++) json[row.Columns[i].Name] = Value(row.Values[i]);
        return json;
    }

    // As JSON has it: no number that is not finite, and no key but a text.
    private static object? Value(object? value) => value switch
    {
        QueryRow row => Object(row),
        object?[] items => Array.ConvertAll(items, Value),
        Dictionary<object, object?> map => map.ToDictionary(pair => Text(pair.Key), pair => Value(pair.Value)),
        double number when !double.IsFinite(number) => null,
        float number when !float.IsFinite(number) => null,
        BigInteger number => JsonElement.Parse(number.ToString(CultureInfo.InvariantCulture)),
        _ => value,
    };
}
