namespace PeakTrade.Runs;

/// <summary>What is known of a parent at the destination.</summary>
/// <param name="There">Its id there; null where it has none.</param>
/// <param name="IsStillToBegin">Whether it will have one: it waits in the outbox too.</param>
internal readonly record struct ParentThere(string? There, bool IsStillToBegin);

/// <summary>The delivery of one run, from where it was left to where its journal ends by now.</summary>
/// <param name="folder">The outbox.</param>
/// <param name="begin">The run.</param>
/// <param name="live">The run where it is of this process; null for one that a dead tracker left.</param>
internal sealed class Delivery(OutboxFolder folder, JournalBegin begin, OutboxRun? live)
{
    private const int BatchEntries = 1000;

    private readonly string _run = folder.Run(begin.Id);
    private OutboxCursor? _cursor;
    private long _saved = -1, _seen = -1;
    private bool _wasTried;

    public JournalBegin Begin => begin;

    /// <summary>Why the destination does not want it; it is set aside when its end is written.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The run's id at the destination; null before it was begun there.</summary>
    public string? There => _cursor?.There;

    /// <summary>Whether its end is delivered.</summary>
    public bool IsDelivered => _cursor is { IsDone: true };

    /// <summary>Whether there is something to be sent that was not there the last time.</summary>
    public bool HasNews => live is null || (live.Written > _seen && Refusal is null) || live.IsClosed;

    /// <summary>Whether nothing of it will ever be on the disk.</summary>
    public bool IsNothing => live is { IsClosed: true, Written: 0 };

    /// <summary>Whether somebody of this process may still write it.</summary>
    public bool IsLive => live is { IsClosed: false };

    /// <summary>Sends what there is. Whether the run is done with: its end is delivered and its folder may go.</summary>
    public bool Send(ITrackingDestination destination, Func<string, ParentThere> parentOf, CancellationToken cancel)
    {
        if (live is { Written: 0 }) return false;
        var closed = live?.IsClosed ?? true; // Asked for before the journal is read: what is read afterwards is all there is.
        var written = live?.Written ?? 0;
        _cursor ??= OutboxCursor.Read(_run);
        try
        {
            if (_cursor is null && !TryBegin(destination, parentOf, cancel)) return false;
            var done = _cursor!.IsDone || SendRest(destination, closed, cancel);
            _seen = written;
            return done;
        }
        finally
        {
            SaveCursor(_cursor);
        }
    }

    /// <summary>What a delivery's failure means: null where it may pass.</summary>
    public static string? RefusalOf(Exception fault) => fault switch
    {
        DeliveryException { MayPass: true } or IOException or UnauthorizedAccessException or TimeoutException or HttpRequestException or OperationCanceledException => null,
        DeliveryException or DamagedJournalException => fault.Message,
        _ => $"{fault.GetType().Name}: {fault.Message}",
    };

    /// <summary>Never tries again, and sets the run aside as soon as nobody writes it any more. Whether it is set aside.</summary>
    public bool Refuse(string reason)
    {
        Refusal = reason;
        if (IsLive) return false;
        folder.Refuse(begin.Id, reason);
        return true;
    }

    private bool TryBegin(ITrackingDestination destination, Func<string, ParentThere> parentOf, CancellationToken cancel)
    {
        var parent = begin.ParentThere is { } known ? new(known, false) : begin.ParentId is { } id ? parentOf(id) : default;
        if (parent.IsStillToBegin) return false;
        var record = begin.Record with { MayBeThere = live is null || _wasTried };
        _wasTried = true;
        var there = destination.Begin(record, parent.There, cancel);
        var (_, next) = JournalReader.ReadBegin(OutboxFolder.JournalIn(_run)) ?? throw new DamagedJournalException("Its journal has no beginning.");
        _cursor = new(there, next, false);
        return true;
    }

    private bool SendRest(ITrackingDestination destination, bool closed, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var part = JournalReader.Read(OutboxFolder.JournalIn(_run), _cursor!.Bytes, BatchEntries, OutboxFolder.FilesIn(_run));
            if (part.Entries.Count > 0)
            {
                foreach (var file in part.Entries.OfType<TrackedEntry.File>().Where(file => !File.Exists(file.Source))) throw new DamagedJournalException($"The bytes of its file {file.Path} are gone.");
                destination.Log(_cursor.There, part.Entries, cancel);
                _cursor = _cursor with { Bytes = part.Next };
            }

            if (part.IsLast) return closed && SendEnd(destination, part.End, cancel);
            SaveCursor(_cursor);
        }
    }

    private bool SendEnd(ITrackingDestination destination, JournalEnd? told, CancellationToken cancel)
    {
        // One of this process that has no end could not be written; who finds it later, when its tracker is gone, ends it.
        if (told is null && live is not null) return false;
        var end = told ?? new(TrackedRunStatus.Killed, new(File.GetLastWriteTimeUtc(OutboxFolder.JournalIn(_run)), TimeSpan.Zero));
        destination.End(_cursor!.There, end.Status, end.Time, cancel);
        _cursor = _cursor with { IsDone = true };
        _saved = long.MaxValue; // The folder goes now; only where it does not is the cursor wanted.
        return true;
    }

    /// <summary>Says on the disk that the end is delivered, where the folder cannot go yet.</summary>
    public void KeepDone()
    {
        _saved = -1;
        SaveCursor(_cursor);
    }

    private void SaveCursor(OutboxCursor? cursor)
    {
        if (cursor is null || cursor.Bytes <= _saved) return;
        try
        {
            cursor.Write(_run);
            _saved = cursor.Bytes;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What is not noted is delivered again by the next process, and comes to the same.
        }
    }
}
