namespace PeakTrade.Runs;

/// <summary>Runs in an outbox that no living tracker holds, in the order they were begun.</summary>
internal static class LeftRuns
{
    private static readonly TimeSpan Stale = TimeSpan.FromDays(1);

    /// <summary>Those of one destination and experiment. To be asked for under the right to send only: then nobody else touches them.</summary>
    public static IReadOnlyList<JournalBegin> Find(OutboxFolder folder, string address, string experiment, TimeProvider clock)
    {
        folder.SweepGone();
        var owned = new Dictionary<string, bool>(StringComparer.Ordinal);
        var left = new List<JournalBegin>();
        foreach (var id in OutboxFolder.RunsIn(folder.Root))
        {
            if (ReadOrClear(folder, id, clock) is not { } begin) continue;
            if (!owned.TryGetValue(begin.Owner, out var held)) owned[begin.Owner] = held = folder.IsOwned(begin.Owner);
            if (!held && begin.Address == address && begin.Experiment == experiment) left.Add(begin);
        }

        left.Sort(JournalBegin.ByTime);
        return left;
    }

    /// <summary>The beginning of the run in a folder; null where it has none that can be read.</summary>
    public static JournalBegin? TryRead(string run)
    {
        try
        {
            return JournalReader.ReadBegin(OutboxFolder.JournalIn(run))?.Run;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DamagedJournalException)
        {
            return null;
        }
    }

    private static JournalBegin? ReadOrClear(OutboxFolder folder, string id, TimeProvider clock)
    {
        try
        {
            if (JournalReader.ReadBegin(OutboxFolder.JournalIn(folder.Run(id))) is { } whole) return whole.Run.Id == id ? whole.Run : throw new DamagedJournalException("Its journal is another run's.");
            RemoveUnbegun(folder, id, clock);
        }
        catch (FileNotFoundException)
        {
            RemoveUnbegun(folder, id, clock);
        }
        catch (DamagedJournalException fault)
        {
            folder.Refuse(id, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Removed by who delivered it, or another user's.
        }

        return null;
    }

    // A process was killed before the first line was whole: of that run nothing was ever said to be kept.
    private static void RemoveUnbegun(OutboxFolder folder, string id, TimeProvider clock)
    {
        if (clock.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(folder.Run(id)) > Stale) folder.Remove(id);
    }
}
