using PeakTrade.Data.Lake;

namespace PeakTrade.Operations;

/// <summary>A query as a door asks for it.</summary>
public sealed record QueryLakeRequest
{
    /// <summary>One SELECT, or another statement that only reads.</summary>
    public required string Sql { get; init; }

    /// <summary>The values of <c>$name</c> in it.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>The lake's folder, by absolute path.</summary>
    public required string Lake { get; init; }

    /// <summary>The run store's folder, by absolute path.</summary>
    public required string ResultsRoot { get; init; }

    /// <summary>The most memory, such as 4GB; half of the machine's where it is null.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>The longest time, in seconds; none where it is null.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>The most threads; as many as there are cores where it is null.</summary>
    public int? Threads { get; init; }
}

/// <summary>SQL over the lake and the run store.</summary>
public static class QueryLake
{
    /// <summary>The rows, as they are made.</summary>
    public static IEnumerable<QueryRow> Execute(QueryLakeRequest request, IListener listener, CancellationToken cancel) =>
        InvariantScope.Over(Query(request, listener).Read(request.Sql, request.Parameters, cancel));

    /// <summary>Writes the rows to a file, whole or not at all.</summary>
    public static FileInfo Write(QueryLakeRequest request, LakeQueryFormat format, string path, bool force, IListener listener, CancellationToken cancel)
    {
        using var culture = InvariantScope.Enter();
        if (Directory.Exists(path)) throw FaultCatalogue.OutputNotWritten.Because($"{path} is a folder.", "Name a file.", target: path);
        if (File.Exists(path) && !force) throw FaultCatalogue.OutputNotWritten.Because($"{path} is there already.", "Use -Force (--force) to replace it.", target: path);

        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            using (File.Create(temporary)) // Where the file cannot be written, it is this that says so.
            {
            }

            Query(request, listener).Write(request.Sql, request.Parameters, format, temporary, cancel);
            File.Move(temporary, path, overwrite: force);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.OutputNotWritten.Because($"{path} cannot be written: {fault.Message}", target: path, inner: fault);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }

        return new FileInfo(path);
    }

    private static LakeQuery Query(QueryLakeRequest request, IListener listener)
    {
        var options = new LakeQueryOptions
        {
            Lake = request.Lake,
            Folders = [request.ResultsRoot],
            Tables = RunTables.Of(request.ResultsRoot, listener.Warn),
            MemoryLimit = request.MemoryLimit,
            TimeoutSeconds = request.TimeoutSeconds,
            Threads = request.Threads,
        };
        return new LakeQuery(options, listener.Warn);
    }
}
