using System.Globalization;

namespace PeakTrade.Runs;

/// <summary>
/// Nested values as flat names and texts: <c>sizing.kind</c>, <c>factors.0.name</c>. Tables come in the order of their names, lists in their own. What is null was not
/// set, and is left out; an empty table is <c>{}</c> and an empty list <c>[]</c>.
/// </summary>
internal static class FlatParams
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IReadOnlyDictionary<string, object?> values)
    {
        var flat = new List<KeyValuePair<string, string>>();
        if (values.Count > 0) Add(flat, "", values, []);
        return flat;
    }

    private static void Add(List<KeyValuePair<string, string>> to, string name, object? value, List<object> path)
    {
        var table = PlainValue.Table(value);
        var list = table is null ? PlainValue.List(value) : null;
        if (table is null && list is null)
        {
            if (PlainValue.Text(value) is { } text) to.Add(new(name, text));
            return;
        }

        PlainValue.Enter(path, value!, name);
        var members = 0;
        if (table is not null)
        {
            foreach (var (key, member) in table) Add(to, Under(name, key), member, path);
            members = table.Count;
        }
        else
        {
            foreach (var item in list!) Add(to, Under(name, members++.ToString(CultureInfo.InvariantCulture)), item, path);
        }

        if (members == 0) to.Add(new(name, table is null ? "[]" : "{}"));
        path.RemoveAt(path.Count - 1);
    }

    private static string Under(string name, string key) => name.Length == 0 ? key : $"{name}.{key}";
}
