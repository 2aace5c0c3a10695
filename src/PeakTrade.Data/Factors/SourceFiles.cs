using System.IO.Enumeration;
using PeakTrade.Data.Lake;

namespace PeakTrade.Data.Factors;

/// <summary>
/// The data files that a path stands for: a file, a lake, a folder, or a pattern such as <c>data/*.csv</c>. A folder is its own files and its partitions
/// (<c>symbol=X</c>); what else lies below it, such as a lake or the store of panels in <c>data</c>, is not part of it.
/// </summary>
internal static class SourceFiles
{
    private static readonly string[] Endings = [".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz", ".parquet"];

    /// <summary>Their absolute paths, in order.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        try
        {
            if (File.Exists(path)) return [path];
            var files = Directory.Exists(path) ? Below(path) : Matching(path);
            return [.. files.Order(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.DataUnreadable.Because($"{path} cannot be read: {fault.Message}", target: path, inner: fault);
        }
    }

    private static IEnumerable<string> Below(string folder)
    {
        var lake = new LakeFolder(folder);
        return Partitions(Directory.Exists(lake.Bars) ? lake.Bars : folder);
    }

    private static IEnumerable<string> Partitions(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsData).Concat(Directory.EnumerateDirectories(folder).Where(below => Path.GetFileName(below).Contains('=', StringComparison.Ordinal)).SelectMany(Partitions));

    private static IEnumerable<string> Matching(string pattern)
    {
        var parts = Path.GetFullPath(pattern).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        var plain = parts.TakeWhile(part => !IsPattern(part)).Count();
        if (plain == parts.Length) return [];
        IEnumerable<string> at = [string.Join(Path.DirectorySeparatorChar, parts[..plain]) + Path.DirectorySeparatorChar];
        foreach (var part in parts[plain..^1])
            at = at.SelectMany(folder => IsPattern(part) ? Fitting(Directory.EnumerateDirectories(folder), part) : [Path.Combine(folder, part)]).Where(Directory.Exists);
        return at.Where(Directory.Exists).SelectMany(folder => Fitting(Directory.EnumerateFileSystemEntries(folder), parts[^1])).SelectMany(found => Directory.Exists(found) ? Below(found) : [found]);
    }

    private static IEnumerable<string> Fitting(IEnumerable<string> entries, string part) => entries.Where(entry => FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(entry), ignoreCase: false));

    private static bool IsPattern(string part) => part.AsSpan().IndexOfAny('*', '?') >= 0;

    private static bool IsData(string file) => Path.GetFileName(file)[0] != '.' && Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
