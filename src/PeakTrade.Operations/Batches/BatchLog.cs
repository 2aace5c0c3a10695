using System.Globalization;
using System.Text;

namespace PeakTrade.Operations;

/// <summary>What a batch did and when, a line an event; each line is in the file before the work goes on.</summary>
internal sealed class BatchLog : IDisposable
{
    private readonly StreamWriter _file;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();

    public BatchLog(string folder, TimeProvider clock)
    {
        _clock = clock;
        Directory.CreateDirectory(folder);
        var stem = string.Create(CultureInfo.InvariantCulture, $"batch_{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}");
        _file = new StreamWriter(FirstFree(folder, stem), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read }) { AutoFlush = true, NewLine = "\n" };
    }

    public void Say(string line)
    {
        lock (_gate)
        {
            try
            {
                _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {line.ReplaceLineEndings(" | ")}"));
            }
            catch (IOException)
            {
                // A full disk ends the run that needs it with its own fault; the log of that must not hide it.
            }
        }
    }

    public void Dispose()
    {
        try
        {
            _file.Dispose();
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
