using System.Buffers;

namespace PeakTrade.Configuration;

/// <summary>Names that become folders: of a batch, and of its runs. They are the same folder on every system, and cannot leave it.</summary>
internal static class BatchName
{
    private const int MaxLength = 100;
    private static readonly SearchValues<char> OfBatches = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    private static readonly SearchValues<char> OfRuns = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    // What Windows takes for a device, with any extension.
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })];

    /// <summary>What is wrong with a batch's name; null where nothing is.</summary>
    public static string? FaultOfBatch(string name) => FaultOf(name, OfBatches, "letters from a to z, digits, _ and -");

    /// <summary>What is wrong with a run's id; null where nothing is.</summary>
    public static string? FaultOfRun(string id) => FaultOf(id, OfRuns, "letters from a to z, digits, _, - and .");

    private static string? FaultOf(string name, SearchValues<char> allowed, string said)
    {
        if (name.AsSpan().IndexOfAnyExcept(allowed) is >= 0 and var at)
            return $"may hold only {said}, for it names a folder, and {Shown(name, at)} stands in \"{Words.Short(name)}\"";
        if (name.Length > MaxLength) return $"may have {MaxLength} characters at most, for it names a folder, and has {name.Length}";
        if (name.StartsWith('.') || name.EndsWith('.') || name.Contains("..", StringComparison.Ordinal))
            return $"may not begin or end with a dot or hold two in a row, for it names a folder, and is \"{name}\"";
        var device = name.Split('.')[0];
        return Devices.Contains(device, StringComparer.OrdinalIgnoreCase) ? $"may not be \"{name}\": Windows takes {device.ToUpperInvariant()} for a device and not for a folder" : null;
    }

    private static string Shown(string name, int at) => name[at] switch
    {
        ' ' => "a blank",
        var c when char.IsControl(c) => $"the character U+{(int)c:X4}",
        var c when char.IsHighSurrogate(c) && at + 1 < name.Length => $"\"{name.AsSpan(at, 2)}\"",
        var c => $"\"{c}\"",
    };
}
