using System.Globalization;
using System.Text.Json;

namespace PeakTrade.Studies.Relational;

/// <summary>
/// Who works on a trial: written beside it, and looked up by those who may take it over. On the worker's own machine its process tells whether it lives; on others only
/// its heartbeat does.
/// </summary>
internal sealed record Worker(string Host, int Process, string Started, int Log)
{
    /// <summary>What stands in the worker's place where it gave the trial back.</summary>
    public const string Nobody = "null";

    private static readonly Lazy<(string Host, int Process, string Started)> Here = new(() => (HostName(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? ""));
    private static int _logs;

    /// <summary>A worker that nobody else is, in this process or another.</summary>
    public static Worker New() => new(Here.Value.Host, Here.Value.Process, Here.Value.Started, Interlocked.Increment(ref _logs));

    /// <summary>Reads what <see cref="ToString"/> wrote; null where that is nobody.</summary>
    public static Worker? Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return root.ValueKind != JsonValueKind.Object ? null
            : new(root.GetProperty("host").GetString()!, root.GetProperty("process").GetInt32(), root.GetProperty("started").GetString()!, root.GetProperty("log").GetInt32());
    }

    /// <summary>Whether its process lives; null where it ran elsewhere, so that this cannot be told.</summary>
    public bool? Lives => Host != Here.Value.Host ? null : StartOf(Process) == Started;

    public override string ToString() => $$"""{"host": {{JsonSerializer.Serialize(Host)}}, "process": {{Process.ToString(CultureInfo.InvariantCulture)}}, "started": {{JsonSerializer.Serialize(Started)}}, "log": {{Log.ToString(CultureInfo.InvariantCulture)}}}""";

    // A process id means something only within one start of the machine and, in containers, within one namespace.
    private static string HostName()
    {
        if (!OperatingSystem.IsLinux()) return Environment.MachineName;
        var boot = File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "";
        return $"{Environment.MachineName} {boot} {new FileInfo("/proc/self/ns/pid").LinkTarget}";
    }

    // When the process began, so that another of the same id is not taken for it; null where there is none.
    private static string? StartOf(int id)
    {
        if (OperatingSystem.IsLinux()) return StartInTicks(id);
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().ToString("s", CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It lives, and belongs to somebody whose processes we may not look into.
            return "";
        }
    }

    // proc(5): after the name in brackets the fields count from 3, the state; the start in clock ticks since boot is field 22.
    private static string? StartInTicks(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
