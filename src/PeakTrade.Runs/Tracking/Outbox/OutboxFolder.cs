namespace PeakTrade.Runs;

/// <summary>
/// The folder of an outbox: a folder a run, <c>refused/</c> for those that their destination would not take, <c>ids/</c> for what finished parents are called at the
/// destination, <c>&lt;tracker&gt;.owner</c> held by each living tracker, and <c>sender.lock</c> held by who sends what dead ones left.
/// </summary>
internal sealed class OutboxFolder(string root)
{
    public const string ReasonName = "reason.txt";
    private const string JournalName = "journal.jsonl", CursorName = "sent", FilesName = "files", OwnerSuffix = ".owner", GoneSuffix = ".gone";

    private const int OwnTries = 20;
    private static readonly TimeSpan OwnedSoon = TimeSpan.FromMinutes(1);

    public string Root => root;

    /// <summary>What a sentence about a failed delivery ends with.</summary>
    public string WhereItWaits => $"tracked runs wait in {root} for the next tracked command, or for Send-TrackedRun (peaktrade tracking send)";

    public string RefusedRoot => Path.Combine(root, "refused");

    private string IdsRoot => Path.Combine(root, "ids");

    public string Run(string id) => Path.Combine(root, id);

    public string Refused(string id) => Path.Combine(RefusedRoot, id);

    public static string JournalIn(string run) => Path.Combine(run, JournalName);

    public static string CursorIn(string run) => Path.Combine(run, CursorName);

    public static string FilesIn(string run) => Path.Combine(run, FilesName);

    /// <summary>32 lower-case hex digits: what may stand in a path.</summary>
    public static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The ids of the runs that lie in a folder.</summary>
    public static IEnumerable<string> RunsIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(IsId) : [];

    /// <summary>What a tracker of that name holds as long as its process lives: the system lets go of it with the process, however that ends.</summary>
    public FileStream Own(string owner)
    {
        Directory.CreateDirectory(root);
        var path = Path.Combine(root, owner + OwnerSuffix);
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tries < OwnTries && File.Exists(path))
            {
                Thread.Sleep(1); // Who tidies up has just asked whether it is held.
            }
        }
    }

    /// <summary>Whether a tracker of that name lives.</summary>
    public bool IsOwned(string owner)
    {
        try
        {
            using var free = new FileStream(Path.Combine(root, owner + OwnerSuffix), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return true; // Held, or another user's: not ours to touch in either case.
        }
    }

    /// <summary>The right to send what dead trackers left; null where another process has it.</summary>
    public FileStream? TakeSending()
    {
        try
        {
            return new(Path.Combine(root, "sender.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a finished parent's id at the destination for children that are still to be sent.</summary>
    public void KeepId(string id, string there)
    {
        Directory.CreateDirectory(IdsRoot);
        File.WriteAllText(Path.Combine(IdsRoot, id), there);
    }

    public string? KeptId(string id)
    {
        try
        {
            return File.ReadAllText(Path.Combine(IdsRoot, id)) is { Length: > 0 } there ? there : null;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes a run at one stroke: what a kill leaves half removed is no run any more.</summary>
    public void Remove(string id)
    {
        var gone = Run(id) + GoneSuffix;
        Directory.Move(Run(id), gone);
        RemoveGone(gone);
    }

    /// <summary>Removes what killed processes left half removed.</summary>
    public void SweepGone()
    {
        foreach (var gone in Directory.EnumerateDirectories(root, "*" + GoneSuffix)) RemoveGone(gone);
    }

    /// <summary>Sets a run aside, with the reason beside it.</summary>
    public void Refuse(string id, string reason)
    {
        Directory.CreateDirectory(RefusedRoot);
        File.WriteAllText(Path.Combine(Run(id), ReasonName), reason + "\n");
        Directory.Move(Run(id), Refused(id));
    }

    /// <summary>Where no run waits and nobody else lives, takes away what only they would need.</summary>
    public void TidyWhenQuiet(TimeProvider clock)
    {
        try
        {
            if (!Directory.Exists(root) || RunsIn(root).Any()) return;
            foreach (var owner in Directory.EnumerateFiles(root, "*" + OwnerSuffix))
            {
                if (IsOwned(Path.GetFileNameWithoutExtension(owner))) return;
                if (clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(owner) < OwnedSoon) return; // Of a tracker that may be just about to hold it.
                File.Delete(owner); // Of a process that was killed.
            }

            if (Directory.Exists(IdsRoot)) Directory.Delete(IdsRoot, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Left to the next who comes by.
        }
    }

    private static void RemoveGone(string gone)
    {
        try
        {
            Directory.Delete(gone, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process swept it meanwhile.
        }
    }
}
