using System.Text.Json;

namespace PeakTrade.Reports;

/// <summary>Values over time that are thinned together, so that one time serves them all: in each stretch the lowest and the highest of each column stay.</summary>
internal sealed class CourseTimes
{
    private readonly int[] _kept;

    public CourseTimes(ReadOnlySpan<long> utcTicks, int stretches, params ReadOnlySpan<ReadOnlyMemory<double>> columns)
    {
        _kept = Pick(utcTicks.Length, stretches, columns);
        Ticks = new long[_kept.Length];
        for (var i = 0; i < _kept.Length; i++) Ticks[i] = utcTicks[_kept[i]];
    }

    public long[] Ticks { get; }

    public double[] Thin(ReadOnlySpan<double> values, double factor = 1)
    {
        var thinned = new double[_kept.Length];
        for (var i = 0; i < _kept.Length; i++) thinned[i] = values[_kept[i]] * factor;
        return thinned;
    }

    private static int[] Pick(int count, int stretches, ReadOnlySpan<ReadOnlyMemory<double>> columns)
    {
        if (count <= 2 * stretches * columns.Length) return [.. Enumerable.Range(0, count)];
        var kept = new List<int>(2 * stretches * columns.Length + 2) { 0 };
        var here = new SortedSet<int>();
        for (var s = 0; s < stretches; s++)
        {
            var (from, to) = ((int)((long)count * s / stretches), (int)((long)count * (s + 1) / stretches));
            here.Clear();
            foreach (var column in columns) Extremes(column.Span, from, to, here);
            foreach (var at in here)
            {
                if (at > kept[^1]) kept.Add(at);
            }
        }

        if (kept[^1] != count - 1) kept.Add(count - 1);
        return [.. kept];
    }

    private static void Extremes(ReadOnlySpan<double> values, int from, int to, SortedSet<int> found)
    {
        var (low, high) = (from, from);
        for (var i = from + 1; i < to; i++)
        {
            if (values[i] < values[low] || double.IsNaN(values[low])) low = i;
            if (values[i] > values[high] || double.IsNaN(values[high])) high = i;
        }

        found.Add(low);
        found.Add(high);
    }
}

/// <summary>A line of a course.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Class">Its style.</param>
/// <param name="Times">Which times it has.</param>
/// <param name="Values">Its value at each; NaN where it has none.</param>
internal sealed record CourseLine(string Name, string Class, CourseTimes Times, double[] Values);

/// <summary>Lines upon one ground.</summary>
/// <param name="Label">What it shows, for those who do not see it.</param>
/// <param name="Title">What its values are.</param>
/// <param name="Height">The drawing's height.</param>
/// <param name="Lines">The lines, the lowest first.</param>
internal sealed record CoursePanel(string Label, string Title, double Height, IReadOnlyList<CourseLine> Lines)
{
    /// <summary>What is written behind a value.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Whether the ground between line and 0 is filled, and 0 is the top of it.</summary>
    public bool IsFall { get; init; }

    /// <summary>How many digits a value has behind the point.</summary>
    public int Digits { get; init; } = 2;

    public void WriteJson(Utf8JsonWriter json, IReadOnlyList<CourseTimes> times, bool log)
    {
        json.WriteStartObject();
        json.WriteString("unit", Unit);
        json.WriteNumber("digits", Digits);
        json.WriteBoolean("fall", IsFall);
        json.WriteBoolean("log", log);
        json.WriteStartArray("lines");
        foreach (var line in Lines)
        {
            json.WriteStartObject();
            json.WriteString("name", line.Name);
            json.WriteString("class", line.Class);
            json.WriteNumber("times", times.TakeWhile(t => t != line.Times).Count());
            json.WriteStartArray("values");
            foreach (var value in line.Values) CourseBoard.WriteNumber(json, value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
