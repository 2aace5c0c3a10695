using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PeakTrade.Operations;

/// <summary>What a batch did and when, a line an event; each line is in the file before the work goes on.</summary>
internal sealed class BatchLog : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly StringBuilder _waiting = new();
    private long _written;

    public BatchLog(string folder, TimeProvider clock)
    {
        _clock = clock;
        var stem = string.Create(CultureInfo.InvariantCulture, $"batch_{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}");
        try
        {
            Directory.CreateDirectory(folder);
            _file = File.OpenHandle(FirstFree(folder, stem), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw BatchFolder.NotWritten(folder, fault);
        }
    }

    public void Say(string line)
    {
        lock (_gate)
        {
            _waiting.Append(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {line.ReplaceLineEndings(" | ")}\n");
            Write();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_waiting.Length > 0) Write();
            _file.Dispose();
        }
    }

    // A full disk ends the run that needs it with its own fault, which the log must not hide. Its lines wait, and are written with the next; what was begun
    // of them is written over, for the place stays the same until all are there.
    private void Write()
    {
        try
        {
            var lines = Encoding.UTF8.GetBytes(_waiting.ToString());
            RandomAccess.Write(_file, lines, _written);
            _written += lines.Length;
            _waiting.Clear();
        }
        catch (IOException)
        {
        }
    }

    private static string FirstFree(string folder, string stem)
    {
        for (var n = 1; ; n++)
        {
            var path = Path.Combine(folder, n == 1 ? $"{stem}.log" : $"{stem}_{n}.log");
            if (!File.Exists(path)) return path;
        }
    }
}
