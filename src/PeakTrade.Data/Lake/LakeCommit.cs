using System.Security;
using System.Text.Json;

namespace PeakTrade.Data.Lake;

/// <summary>Where an import stands; tests stop it there.</summary>
internal enum LakeStep
{
    Staged,
    Recorded,
    Renamed,
    Finished,
}

/// <summary>
/// The moment at which an import happens: the record <c>.lake/commit.json</c> appears by one rename. Before it, the lake is as it was; with it, every
/// reader sees the import whole, because whoever finds a record renames what is still staged before reading. The record is written, and removed again,
/// under the exclusive lock only, so nobody but a killed import leaves one. <c>docs/adr/0007-lake-commit.md</c> goes through the interleavings.
/// </summary>
internal static class LakeCommit
{
    private const string Staged = "staged-";
    private const string Extension = ".parquet";

    /// <summary>A folder for the files of one import, on the lake's own disk.</summary>
    public static string NewStaged(LakeFolder lake) => Path.Combine(lake.State, $"{Staged}{Guid.NewGuid():N}");

    /// <summary>What the file of an instrument and year is called while it is staged: a symbol's folder holds no comma.</summary>
    public static string NameOf(string symbol, int year) => $"{LakeSymbol.Folder(symbol)},year={year:0000}{Extension}";

    /// <summary>Takes what is staged into the lake. It cannot be cancelled once the record stands, and is then a matter of renames.</summary>
    public static void Publish(LakeFolder lake, string staged, LakePatience patience, Action<LakeStep>? at, CancellationToken cancel)
    {
        using var alone = LakeLock.Exclusive(lake.Lock, lake.Gate, patience, cancel);
        var record = new Record(Path.GetFileName(staged), [.. Directory.GetFiles(staged).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]);
        MakeRoom(lake, record);
        Durable.Folder(staged);
        at?.Invoke(LakeStep.Staged);
        cancel.ThrowIfCancellationRequested();
        try
        {
            Write(lake, record);
            at?.Invoke(LakeStep.Recorded);
            Finish(lake, record, at);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException && File.Exists(lake.Record))
        {
            throw Unfinished(lake, fault);
        }
    }

    /// <summary>Renames what a killed import had decided on. Does nothing where another has done so meanwhile.</summary>
    public static void FinishKilled(LakeFolder lake, LakePatience patience, CancellationToken cancel)
    {
        try
        {
            using var alone = LakeLock.Exclusive(lake.Lock, lake.Gate, patience, cancel);
            if (Read(lake) is { } record) Finish(lake, record, at: null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw Unfinished(lake, fault);
        }
    }

    /// <summary>Removes what killed imports staged. Only for who holds the import lock: no other import is alive then.</summary>
    public static void Sweep(LakeFolder lake)
    {
        foreach (var folder in Directory.GetDirectories(lake.State, Staged + "*")) Remove(folder);
    }

    /// <summary>Removes a staged folder; what cannot be removed now is swept by a later import.</summary>
    public static void Remove(string staged)
    {
        try
        {
            if (Directory.Exists(staged)) Directory.Delete(staged, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }

    // Everything that may be refused is tried before the record: a full disk, a folder that may not be written.
    private static void MakeRoom(LakeFolder lake, Record record)
    {
        var folders = record.Files.Select(name => Path.GetDirectoryName(Target(lake, name))!).ToList();
        var grown = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var folder in folders)
            {
                for (var at = folder; !Directory.Exists(at); at = Path.GetDirectoryName(at)!) grown.Add(Path.GetDirectoryName(at)!);
                Directory.CreateDirectory(folder);
                File.Create(Path.Combine(folder, ".room"), 1, FileOptions.DeleteOnClose).Dispose();
            }

            foreach (var folder in grown) Durable.Folder(folder);
        }
        catch
        {
            foreach (var folder in folders) RemoveEmpty(folder, lake.Root);
            throw;
        }
    }

    private static void RemoveEmpty(string folder, string root)
    {
        try
        {
            for (var at = folder; at != root; at = Path.GetDirectoryName(at)!)
            {
                if (Directory.Exists(at)) Directory.Delete(at);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It is not empty, and then neither is the one above.
        }
    }

    private static void Write(LakeFolder lake, Record record)
    {
        var temporary = lake.Record + ".tmp";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(record));
        Durable.File(temporary);
        File.Move(temporary, lake.Record, overwrite: true);
        Durable.Folder(lake.State);
    }

    private static Record? Read(LakeFolder lake)
    {
        if (!File.Exists(lake.Record)) return null;
        try
        {
            var record = JsonSerializer.Deserialize<Record>(File.ReadAllBytes(lake.Record))!;
            if (record.Folder.StartsWith(Staged, StringComparison.Ordinal) && record.Files.Prepend(record.Folder).All(name => Path.GetFileName(name) == name)) return record;
        }
        catch (Exception fault) when (fault is JsonException or NullReferenceException)
        {
        }

        throw new IOException($"{lake.Record} is not what an import writes");
    }

    private static void Finish(LakeFolder lake, Record record, Action<LakeStep>? at)
    {
        var staged = Path.Combine(lake.State, record.Folder);
        foreach (var name in record.Files)
        {
            // Who was killed half-way had renamed some of them.
            if (File.Exists(Path.Combine(staged, name))) File.Move(Path.Combine(staged, name), Target(lake, name), overwrite: true);
            at?.Invoke(LakeStep.Renamed);
        }

        foreach (var name in record.Files) Durable.Folder(Path.GetDirectoryName(Target(lake, name))!);
        File.Delete(lake.Record);
        Durable.Folder(lake.State);
        at?.Invoke(LakeStep.Finished);
        Remove(staged);
    }

    private static string Target(LakeFolder lake, string name)
    {
        var parts = Path.GetFileNameWithoutExtension(name).Split(',');
        if (parts is not [['s', ..], ['y', ..]]) throw new IOException($"{name} is not what an import stages");
        return Path.Combine(lake.Bars, parts[0], parts[1], LakeFolder.BarsFile);
    }

    private static PeakTradeException Unfinished(LakeFolder lake, Exception fault) => FaultCatalogue.LakeNotWritten.Because(
        $"An import into {lake.Root} was cut off after it was decided, and cannot be finished: {fault.Message.TrimEnd('.')}.",
        "Whoever may write there finishes it by the next Invoke-LakeQuery or Import-LakeData (peaktrade lake); until then the lake is not read.", target: lake.Root, inner: fault);

    /// <summary>What the record says: the staged folder, and the names of all its files.</summary>
    private sealed record Record(string Folder, string[] Files);
}
