using System.IO.Enumeration;
using PeakTrade.Data.Lake;

namespace PeakTrade.Data.Backends;

/// <summary>The files that a path names: one file, all of a folder, or those that a pattern matches; in ordinal order.</summary>
internal static class SourceFiles
{
    private const int DeepestFolder = 32;

    public static List<BarFile> Find(string path)
    {
        if (path.Length == 0) throw FaultCatalogue.DataNotGiven.Because("No data file was named.");
        if (File.Exists(path)) return [new BarFile(path, Path.GetFileName(path))];

        var isPattern = path.AsSpan().ContainsAny('*', '?');
        if (Directory.Exists(path)) return Named(Below(BarsOf(path), 0), path, "holds no data file");
        if (isPattern) return Named(Matching(path), path, "matches no data file");
        throw FaultCatalogue.DataMissing.Because($"{path} does not exist.", target: path);
    }

    private static string BarsOf(string folder) => LakeFolder.Is(folder) && new LakeFolder(folder).Bars is var bars && Directory.Exists(bars) ? bars : folder;

    private static List<BarFile> Named(IEnumerable<string> files, string path, string problem)
    {
        var found = files.Distinct().Order(StringComparer.Ordinal).ToList();
        if (found.Count == 0)
            throw FaultCatalogue.DataMissing.Because($"{path} {problem}.", "Files that end in .parquet, .csv, .tsv or .txt are read, the last three with .gz behind it as well.", target: path);

        var root = FixedPart(path, out _);
        return found.ConvertAll(file => new BarFile(file, Path.GetRelativePath(root, file).Replace('\\', '/')));
    }

    private static IEnumerable<string> Below(string folder, int depth)
    {
        foreach (var file in Guarded(folder, Directory.EnumerateFiles))
        {
            if (BarFile.IsOne(Path.GetFileName(file))) yield return file;
        }

        if (depth == DeepestFolder) yield break;
        foreach (var partition in Guarded(folder, Directory.EnumerateDirectories).Where(IsPartition))
        {
            foreach (var file in Below(partition, depth + 1)) yield return file;
        }
    }

    private static IEnumerable<string> Matching(string pattern)
    {
        var folder = FixedPart(pattern, out var rest);
        return Directory.Exists(folder) ? Matching(folder, rest, 0) : [];
    }

    // A star of its own, doubled, is any number of folders. A folder that the last part matches means what that folder would.
    private static IEnumerable<string> Matching(string folder, ReadOnlyMemory<string> pattern, int depth)
    {
        if (depth > DeepestFolder) return [];
        var (part, rest) = (pattern.Span[0], pattern[1..]);
        var folders = Guarded(folder, Directory.EnumerateDirectories);
        if (part == "**")
        {
            var here = rest.IsEmpty ? Below(folder, depth) : Matching(folder, rest, depth);
            // What is below a lake is read by the lake's own path.
            return here.Concat(folders.Where(below => !IsHidden(Path.GetFileName(below)) && !(rest.IsEmpty && IsPartition(below)) && !LakeFolder.Is(below)).SelectMany(below => Matching(below, pattern, depth + 1)));
        }

        var matching = folders.Where(below => Matches(part, below));
        if (!rest.IsEmpty) return matching.SelectMany(below => Matching(below, rest, depth + 1));
        return Guarded(folder, Directory.EnumerateFiles).Where(file => Matches(part, file) && BarFile.IsOne(Path.GetFileName(file))).Concat(matching.SelectMany(below => Below(below, depth + 1)));
    }

    private static bool Matches(string pattern, string path)
    {
        var name = Path.GetFileName(path);
        return FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false) && (!IsHidden(name) || pattern[0] == name[0]);
    }

    // Other folders below one are data of their own: data/ may hold a lake, a store of panels, results.
    private static bool IsPartition(string folder) => Path.GetFileName(folder).Contains('=', StringComparison.Ordinal);

    private static bool IsHidden(string name) => name.StartsWith('.') || name.StartsWith('_');

    /// <summary>The folder that a pattern starts from, and the parts below it; a path without a star is its own folder.</summary>
    private static string FixedPart(string path, out ReadOnlyMemory<string> rest)
    {
        var parts = path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        var count = Array.FindIndex(parts, part => part.AsSpan().ContainsAny('*', '?'));
        if (count < 0 || Directory.Exists(path))
        {
            rest = default;
            return path;
        }

        rest = parts.AsMemory(count);
        var folder = string.Join(Path.DirectorySeparatorChar, parts[..count]);
        return folder.Length == 0 ? Path.DirectorySeparatorChar.ToString() : folder;
    }

    private static string[] Guarded(string folder, Func<string, IEnumerable<string>> list)
    {
        try
        {
            return [.. list(folder)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.DataUnreadable.Because($"{folder} cannot be listed: {e.Message}", "Check that you may read the folder.", target: folder, inner: e);
        }
    }
}
