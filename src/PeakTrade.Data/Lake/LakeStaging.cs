using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Lake;

/// <summary>
/// The files that one import makes, written by as many workers as there are cores into a folder that no reader looks into. What is not committed is
/// removed at the end.
/// </summary>
internal sealed class LakeStaging : IDisposable
{
    private static readonly int Workers = Environment.ProcessorCount;

    private readonly LakeFolder _lake;
    private readonly CancellationTokenSource _stop;
    // One more than the workers is held in memory, so that none of them waits for the reader.
    private readonly SemaphoreSlim _room = new(Workers + 1);
    private readonly SemaphoreSlim _turns = new(Workers);
    private readonly List<Task> _writing = [];
    private readonly Dictionary<(string Symbol, int Year), string> _files = [];

    public LakeStaging(LakeFolder lake, CancellationToken cancel)
    {
        (_lake, Folder) = (lake, LakeCommit.NewStaged(lake));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    }

    /// <summary>Where the files are; it is there once there is one.</summary>
    public string Folder { get; }

    public bool IsEmpty => _files.Count == 0;

    /// <summary>Has a file written; waits while enough of them are under way.</summary>
    public void Add(Bars bars, int year, string? content)
    {
        ThrowFailed();
        _room.Wait(_stop.Token);
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, LakeCommit.NameOf(bars.Symbol, year));
        _files[(bars.Symbol, year)] = path;
        _writing.Add(Task.Run(() => Write(bars, content, path), CancellationToken.None));
    }

    /// <summary>The file of an instrument and year where this import has made one, whole by now; else null.</summary>
    public string? FileOf(string symbol, int year)
    {
        if (!_files.TryGetValue((symbol, year), out var path)) return null;
        Complete();
        return path;
    }

    /// <summary>Any file that this import has made for an instrument; null where there is none.</summary>
    public string? AnyOf(string symbol)
    {
        foreach (var (symbolOf, year) in _files.Keys)
        {
            if (symbolOf == symbol) return FileOf(symbol, year);
        }

        return null;
    }

    /// <summary>Waits until all files are whole.</summary>
    public void Complete()
    {
        Task.WhenAll(_writing).GetAwaiter().GetResult();
        _writing.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        // Their faults were told already, or come after another that is told.
        Task.WhenAll(_writing).ContinueWith(static done => _ = done.Exception, TaskScheduler.Default).GetAwaiter().GetResult();
        if (!File.Exists(_lake.Record)) LakeCommit.Remove(Folder);
        _stop.Dispose();
        _room.Dispose();
        _turns.Dispose();
    }

    private void Write(Bars bars, string? content, string path)
    {
        try
        {
            _turns.Wait(_stop.Token);
            try
            {
                using var connection = DuckDbDatabase.Shared.Connect();
                LakeFile.Write(connection, bars, content ?? DataHash.Of(bars), path, _stop.Token);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (PeakTradeException fault) when (fault.Kind == FaultCatalogue.LakeSql)
        {
            // What we hand to DuckDB is in order; what it refuses is the file.
            throw new IOException(fault.Message, fault);
        }
        finally
        {
            _room.Release();
        }
    }

    private void ThrowFailed()
    {
        foreach (var task in _writing)
        {
            if (task.IsFaulted || task.IsCanceled) task.GetAwaiter().GetResult();
        }
    }
}
