using System.Text;

namespace PeakTrade.Runs;

/// <summary>A figure's file in MLflow's store: a line a point, which MLflow only ever adds to.</summary>
internal static class MetricFile
{
    /// <summary>Adds the lines that are not there yet: whoever is told the same again adds nothing.</summary>
    public static void Append(string path, byte[] lines)
    {
        var there = File.ReadAllBytes(path);
        // A line that a killed process left half.
        var whole = there.AsSpan().LastIndexOf((byte)'\n') + 1;
        var fresh = Fresh(there.AsSpan(0, whole), lines);
        if (fresh.IsEmpty && whole == there.Length) return;

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        if (whole < there.Length) RandomAccess.SetLength(file, whole);
        RandomAccess.Write(file, fresh, whole);
    }

    private static ReadOnlySpan<byte> Fresh(ReadOnlySpan<byte> there, ReadOnlySpan<byte> lines)
    {
        var place = there.IndexOf(lines);
        if (place == 0 || (place > 0 && there[place - 1] == (byte)'\n')) return [];

        // One point of a long way: no need to know the others.
        if (lines.IndexOf((byte)'\n') == lines.Length - 1) return lines;
        var known = Encoding.ASCII.GetString(there).Split('\n').ToHashSet();
        var fresh = Encoding.ASCII.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(known.Add).ToArray();
        return fresh.Length == 0 ? [] : Encoding.ASCII.GetBytes(string.Join('\n', fresh) + '\n');
    }
}
