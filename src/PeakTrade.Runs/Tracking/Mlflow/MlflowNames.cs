using System.Buffers;
using System.Text;

namespace PeakTrade.Runs;

/// <summary>
/// What MLflow takes as the name of a figure, a parameter or a word, and as a file's path. One name that it does not take, lying in its store, makes every search of
/// the experiment fail: names are kept to what every version since 2.9 reads.
/// </summary>
internal static class MlflowNames
{
    public const int LongestKey = 250;
    public const int LongestParam = 6000;

    // 8,000 in current versions; 5,000 in those before 2.18.
    public const int LongestTag = 5000;
    public const int LongestExperiment = 500;

    // A file system's names end at 255 bytes.
    private const int LongestFileName = 250;

    private static readonly SearchValues<char> Everyday = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. ");
    private static readonly SearchValues<char> NotInFiles = SearchValues.Create("<>:\"|?*\\#%");

    /// <summary>A key with what MLflow does not take replaced by <c>_</c>; slashes stay and make folders, and none leads out of the run's.</summary>
    public static string Key(string key) => Path(key, IsKeyCharacter);

    /// <summary>A file's path among a run's files, in the same way.</summary>
    public static string File(string path) => Path(path.Replace('\\', '/'), character => character >= ' ' && character != '\u007f' && !NotInFiles.Contains(character));

    /// <summary>A value cut to what MLflow takes.</summary>
    public static string Cut(string value, int longest) =>
        value.Length <= longest ? value : value[..(char.IsHighSurrogate(value[longest - 1]) ? longest - 1 : longest)];

    /// <summary>
    /// The name that a thing gets where another stands in its way: <c>a/b</c> is <c>a_b</c> where <c>a</c> is there already, and <c>a</c> is <c>a_</c> where <c>a/b</c> is,
    /// for MLflow's file stores cannot hold both.
    /// </summary>
    public static string Beside(string name, Func<string, bool> isFile, Func<string, bool> isFolder)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            if (isFile(name[..slash])) name = $"{name[..slash]}_{name[(slash + 1)..]}";
        }

        while (isFolder(name)) name += "_";
        return name;
    }

    // Letters beyond the first plane are left out: Python versions differ in which they know.
    private static bool IsKeyCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or ' ' || (character > '\u007f' && char.IsLetterOrDigit(character));

    private static string Path(string path, Func<char, bool> isGood)
    {
        if (path.Length is > 0 and <= LongestKey && !path.AsSpan().ContainsAnyExcept(Everyday) && path is not ("." or "..")) return path;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => Part(part, isGood)).ToArray();
        var whole = parts.Length == 0 ? "_" : string.Join('/', parts);
        return whole.Length <= LongestKey ? whole : whole[..LongestKey].TrimEnd('/');
    }

    private static string Part(string part, Func<char, bool> isGood)
    {
        if (part is "." or "..") return new string('_', part.Length);
        var clean = new StringBuilder(part.Length);
        var bytes = 0;
        foreach (var rune in part.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > LongestFileName) break;
            if (rune.IsBmp ? isGood((char)rune.Value) : isGood('\ud800')) clean.Append(rune);
            else clean.Append('_');
        }

        return clean.ToString();
    }
}
