using PeakTrade.Data.Lake;

namespace PeakTrade.Data.Backends;

/// <summary>A file of bars.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">What faults call it: as short as tells it from the others of its source.</param>
internal sealed record BarFile(string Path, string Name)
{
    private static readonly string[] Endings = [".gz", ".csv", ".tsv", ".txt", ".parquet"];

    public DataSource Source => new(Name, Path);

    public bool IsParquet => Path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>The symbol of the hive folder that it lies in; null where it lies in none.</summary>
    public string? FolderSymbol { get; } = FolderSymbolOf(Path);

    /// <summary>Whether a folder's files of that name are read.</summary>
    public static bool IsOne(string name) =>
        !name.StartsWith('.') && !name.StartsWith('_') && Endings.Any(ending => ending != ".gz" && WithoutGzip(name).EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>A file's name without its endings.</summary>
    public static string SymbolOf(string path)
    {
        var symbol = System.IO.Path.GetFileName(path);
        while (Endings.FirstOrDefault(e => symbol.Length > e.Length && symbol.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending)
            symbol = symbol[..^ending.Length];
        return symbol;
    }

    private static string WithoutGzip(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".parquet.gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;

    private static string? FolderSymbolOf(string path)
    {
        for (var at = System.IO.Path.GetDirectoryName(path); at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            if (LakeSymbol.Of(System.IO.Path.GetFileName(at)) is { Length: > 0 } symbol) return symbol;
        }

        return null;
    }
}
