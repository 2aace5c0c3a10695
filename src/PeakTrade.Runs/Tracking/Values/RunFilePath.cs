namespace PeakTrade.Runs;

/// <summary>Where a file lies among a run's files: parts with slashes between, none of which leads out of there.</summary>
internal static class RunFilePath
{
    private const int MaxLetters = 500, MaxPartLetters = 200;

    /// <summary>The path with slashes, or a fault that says what is wrong with it.</summary>
    public static string Checked(string file)
    {
        var path = file.Replace('\\', '/');
        if (Hindrance(path) is not { } hindrance) return path;
        var shown = file.Length <= 60 ? file : $"{file[..60]}...";
        throw FaultCatalogue.ArgumentInvalid.Because($"A file of a tracked run cannot be called \"{shown}\": {hindrance}.", "Give a path among the run's files, such as notes/why.txt.", target: file);
    }

    private static string? Hindrance(string path)
    {
        if (path.Length == 0) return "the name is empty";
        if (path.Length > MaxLetters) return $"it is longer than {MaxLetters} letters";
        if (path[0] == '/' || (path.Length > 1 && path[1] == ':')) return "it begins at the root of a disk";
        if (path.Any(char.IsControl)) return "it holds control characters";
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0) return "a part of it is empty";
            if (part is "." or "..") return $"it holds \"{part}\"";
            if (part.Length > MaxPartLetters) return $"a part of it is longer than {MaxPartLetters} letters";
        }

        return null;
    }
}
