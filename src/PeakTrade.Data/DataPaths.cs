namespace PeakTrade.Data;

/// <summary>Data that lie in several places, as one path: <c>|</c> stands between them, unless a file or folder has that very name.</summary>
public static class DataPaths
{
    private const char Between = '|';

    /// <summary>One path that names all of them, each made absolute.</summary>
    public static string Join(IEnumerable<string> paths, string folder) => string.Join(Between, paths.Select(path => Path.GetFullPath(path, folder)));

    /// <summary>The same path with each of its parts absolute.</summary>
    public static string Full(string path, string folder) => Path.GetFullPath(path, folder) is var whole && Split(whole).Count == 1 ? whole : Join(path.Split(Between), folder);

    /// <summary>The paths that an absolute path stands for, in their order.</summary>
    public static IReadOnlyList<string> Split(string path) => path.Contains(Between) && !Path.Exists(path) ? path.Split(Between, StringSplitOptions.RemoveEmptyEntries) : [path];
}
