namespace PeakTrade.Operations;

/// <summary>Files of one report that come into a folder together: all of them or none. A name may hold a folder within it.</summary>
internal sealed class ReportFolder
{
    private readonly string _folder;
    private readonly IReadOnlyList<string> _names;

    /// <summary>Refuses, before anything is worked out, what could not be written in the end.</summary>
    public ReportFolder(string folder, IReadOnlyList<string> names, bool force)
    {
        (_folder, _names) = (folder, names);
        if (FileInTheWay(folder) is { } file) throw FaultCatalogue.OutputNotWritten.Because($"{file} is a file, and a folder is wanted.", "Name a folder.", target: folder);
        foreach (var path in Paths)
        {
            if (Directory.Exists(path)) throw FaultCatalogue.OutputNotWritten.Because($"{path} is a folder.", "Name another folder for the report.", target: path);
            if (File.Exists(path) && !force) throw FaultCatalogue.OutputNotWritten.Because($"{path} is there already.", "Use -Force (--force) to replace it.", target: path);
        }
    }

    private IEnumerable<string> Paths => _names.Select(name => Path.Combine(_folder, name));

    /// <summary>Writes each file beside its place, and moves them there once all are whole.</summary>
    public IReadOnlyList<FileInfo> Write(Action<string, Stream> write, CancellationToken cancel)
    {
        var temporary = Path.Combine(_folder, $".tmp-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(temporary);
            foreach (var name in _names)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(temporary, name))!);
                using var file = new FileStream(Path.Combine(temporary, name), FileMode.CreateNew, FileAccess.Write);
                write(name, file);
            }

            cancel.ThrowIfCancellationRequested();
            Publish(temporary);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.OutputNotWritten.Because($"The report cannot be written to {_folder}: {fault.Message}", target: _folder, inner: fault);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }

        return [.. Paths.Select(path => new FileInfo(path))];
    }

    private static string? FileInTheWay(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at)) return at;
        }

        return null;
    }

    // Where a move fails, those before it are taken back, and what they replaced is there again.
    private void Publish(string temporary)
    {
        var done = new List<string>();
        try
        {
            foreach (var name in _names)
            {
                var path = Path.Combine(_folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (File.Exists(path)) File.Move(path, Replaced(name));
                done.Add(name);
                File.Move(Path.Combine(temporary, name), path);
            }
        }
        catch
        {
            foreach (var name in done)
            {
                File.Delete(Path.Combine(_folder, name));
                if (File.Exists(Replaced(name))) File.Move(Replaced(name), Path.Combine(_folder, name));
            }

            throw;
        }

        string Replaced(string name) => Path.Combine(temporary, $"{name}.replaced");
    }
}
