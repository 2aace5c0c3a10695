using System.Globalization;
using System.Text;

namespace PeakTrade.Runs.Tests;

/// <summary>What somebody was told of one run.</summary>
internal sealed class HeardRun(string name)
{
    public string Name => name;

    public string? Parent { get; set; }

    public SortedDictionary<string, string> Params { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public SortedSet<(string Key, long Step, long Time, double Value)> Metrics { get; } = [];

    public TrackedRunStatus? Status { get; set; }

    public DateTimeOffset? Ended { get; set; }

    /// <summary>How often it was told that the run is over, and how many entries it was told of, again or not.</summary>
    public int Ends { get; set; }

    public int Entries { get; set; }

    public string Text(string file) => Encoding.UTF8.GetString(Files[file]);

    /// <summary>All of it but the ids and times, as one text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{name} {Status}");
        foreach (var (key, value) in Params) text.AppendLine(CultureInfo.InvariantCulture, $"param {key} = {value}");
        foreach (var (key, value) in Tags) text.AppendLine(CultureInfo.InvariantCulture, $"tag {key} = {value}");
        foreach (var (key, step, _, value) in Metrics) text.AppendLine(CultureInfo.InvariantCulture, $"metric {key} @{step} = {value}");
        foreach (var (path, bytes) in Files) text.AppendLine(CultureInfo.InvariantCulture, $"file {path} = {Convert.ToHexString(bytes)}");
        return text.ToString();
    }
}
