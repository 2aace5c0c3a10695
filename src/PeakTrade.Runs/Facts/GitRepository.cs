namespace PeakTrade.Runs;

/// <summary>Reads the current commit from a repository's own files, so that it is known where git is not installed.</summary>
internal sealed class GitRepository
{
    private const int MaxSymbolicRefs = 5;
    private readonly string _gitFolder, _commonFolder;

    private GitRepository(string workTree, string gitFolder)
    {
        WorkTree = workTree;
        _gitFolder = gitFolder;
        // A linked work tree has its own HEAD, and shares the refs of the repository it was made from.
        var common = Path.Combine(gitFolder, "commondir");
        _commonFolder = File.Exists(common) ? Path.GetFullPath(File.ReadAllText(common).Trim(), gitFolder) : gitFolder;
    }

    public string WorkTree { get; }

    public static GitRepository? Holding(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            var git = Path.Combine(at, ".git");
            if (Directory.Exists(git)) return new(at, git);
            if (File.Exists(git)) return FollowFile(at, git);
        }

        return null;
    }

    public string? ReadCommit()
    {
        var name = "HEAD";
        for (var followed = 0; followed < MaxSymbolicRefs; followed++)
        {
            if (ReadRef(name) is not { } text) return null;
            if (!text.StartsWith("ref:", StringComparison.Ordinal)) return IsHash(text) ? text : null;
            name = text[4..].Trim();
            if (name.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(name)) return null;
        }

        return null;
    }

    // A submodule and a linked work tree hold a file ".git" that points elsewhere.
    private static GitRepository? FollowFile(string workTree, string file)
    {
        const string prefix = "gitdir:";
        var text = File.ReadAllText(file).Trim();
        if (!text.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var target = Path.GetFullPath(text[prefix.Length..].Trim(), workTree);
        return Directory.Exists(target) ? new(workTree, target) : null;
    }

    private string? ReadRef(string name)
    {
        foreach (var folder in new[] { _gitFolder, _commonFolder })
        {
            var file = Path.Combine(folder, name);
            if (File.Exists(file)) return File.ReadAllText(file).Trim();
        }

        var packed = Path.Combine(_commonFolder, "packed-refs");
        if (!File.Exists(packed)) return null;
        foreach (var line in File.ReadLines(packed))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && line.AsSpan(space + 1).Trim().SequenceEqual(name)) return line[..space];
        }

        return null;
    }

    private static bool IsHash(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
