using System.Diagnostics;

namespace PeakTrade.Runs;

/// <summary>The commit of a git work tree, and whether files differ from it.</summary>
/// <param name="Commit">The commit's full hash; null outside a repository and before its first commit.</param>
/// <param name="IsDirty">Whether files are changed or untracked; null where git is not there to ask, or did not answer in time.</param>
public sealed record GitFacts(string? Commit, bool? IsDirty)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Nothing known.</summary>
    public static GitFacts Unknown { get; } = new(null, null);

    /// <summary>
    /// The facts of the repository that holds a folder; unknown where there is none. Never throws. What lies in the results root
    /// does not count as a change: a stored run must not make the next one dirty.
    /// </summary>
    public static GitFacts Read(string folder, string? resultsRoot = null)
    {
        try
        {
            return GitRepository.Holding(folder) is { } repository ? new(repository.ReadCommit(), AskGit(repository.WorkTree, resultsRoot)) : Unknown;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Unknown; // Evidence cannot hurt: a run without its commit is still a run, and the receipt says null.
        }
    }

    private static bool? AskGit(string workTree, string? resultsRoot)
    {
        if (FindGit() is not { } git) return null;
        var start = new ProcessStartInfo(git, ["-c", "core.fsmonitor=false", "status", "--porcelain", .. Except(workTree, resultsRoot)])
        {
            WorkingDirectory = workTree,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Called from a git hook, these would make git speak of another repository.
        foreach (var name in new[] { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE" }) start.Environment.Remove(name);
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        try
        {
            using var process = Process.Start(start)!;
            return Listen(process);
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or InvalidOperationException or IOException or AggregateException)
        {
            return null;
        }
    }

    private static string[] Except(string workTree, string? resultsRoot)
    {
        if (resultsRoot is null) return [];
        var inside = Path.GetRelativePath(workTree, resultsRoot).Replace('\\', '/');
        return inside is "." || inside.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(inside) ? [] : ["--", ".", $":(exclude,literal){inside}"];
    }

    // The first byte settles it: a clean tree prints nothing.
    private static bool? Listen(Process process)
    {
        process.StandardInput.Close();
        process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        var first = process.StandardOutput.BaseStream.ReadAsync(new byte[1]).AsTask();
        var answered = first.Wait(Patience);
        if (answered && first.Result > 0)
        {
            process.Kill(entireProcessTree: true);
            return true;
        }

        var left = Patience - clock.Elapsed;
        if (answered && process.WaitForExit(left > TimeSpan.Zero ? left : TimeSpan.Zero)) return process.ExitCode == 0 ? false : null;
        process.Kill(entireProcessTree: true);
        return null;
    }

    // Looked up here because Windows would try the current folder first, and run a git.exe that lies among the data.
    private static string? FindGit()
    {
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var candidate = Path.Combine(folder, name);
            if (Path.IsPathFullyQualified(candidate) && File.Exists(candidate)) return candidate;
        }

        return null;
    }
}
