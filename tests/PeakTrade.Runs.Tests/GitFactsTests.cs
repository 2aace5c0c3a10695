using System.Diagnostics;

namespace PeakTrade.Runs.Tests;

public sealed class GitFactsTests : IDisposable
{
    private const string Hash = "0123456789abcdef0123456789abcdef01234567";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-git-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_outside_a_repository_has_no_facts() => Assert.Equal(GitFacts.Unknown, GitFacts.Read(_folder.FullName));

    [Fact]
    public void A_folder_that_is_not_there_has_no_facts() => Assert.Equal(GitFacts.Unknown, GitFacts.Read(Path.Combine(_folder.FullName, "no", "such\0folder")));

    [Theory]
    [InlineData("ref: refs/heads/main\n", ".git/refs/heads/main", Hash + "\n")]
    [InlineData(Hash + "\n", ".git/unused", "")]
    [InlineData("ref: refs/heads/main\n", ".git/packed-refs", "# pack-refs with: peeled\n" + Hash + " refs/heads/main\n")]
    public void A_commit_is_read_from_a_ref_a_bare_head_or_packed_refs(string head, string file, string content)
    {
        Write(".git/HEAD", head);
        Write(file, content);
        Assert.Equal(Hash, GitFacts.Read(Folder("deep/down")).Commit);
    }

    [Fact]
    public void A_linked_work_tree_takes_its_head_from_its_own_folder_and_its_refs_from_the_shared_one()
    {
        Write("main/.git/worktrees/linked/HEAD", "ref: refs/heads/topic\n");
        Write("main/.git/worktrees/linked/commondir", "../..\n");
        Write("main/.git/refs/heads/topic", Hash);
        Write("linked/.git", "gitdir: ../main/.git/worktrees/linked\n");
        Assert.Equal(Hash, GitFacts.Read(Folder("linked")).Commit);
    }

    [Theory]
    [InlineData("ref: refs/heads/unborn")]
    [InlineData("ref: HEAD")]
    [InlineData("ref: ../../outside")]
    [InlineData("junk")]
    [InlineData("")]
    public void A_head_that_leads_nowhere_has_no_commit(string head)
    {
        Write(".git/HEAD", head);
        Write("outside", Hash);
        Assert.Null(GitFacts.Read(_folder.FullName).Commit);
    }

    [FactWithGit]
    public void A_real_repository_is_clean_after_a_commit_and_dirty_after_a_change()
    {
        Git("init", "--quiet");
        Write("a.txt", "1");
        Git("add", ".");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "first");
        Assert.Equal(new GitFacts(Git("rev-parse", "HEAD"), false), GitFacts.Read(_folder.FullName));
        Write("a.txt", "2");
        Assert.True(GitFacts.Read(_folder.FullName).IsDirty);
    }

    [FactWithGit]
    public void What_lies_in_the_results_root_does_not_make_a_repository_dirty()
    {
        Git("init", "--quiet");
        Write("a.txt", "1");
        Git("add", ".");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "first");
        var results = Folder("work/my results");
        Write("work/my results/run/stats.json", "{}");
        Assert.True(GitFacts.Read(_folder.FullName).IsDirty);
        Assert.False(GitFacts.Read(_folder.FullName, results).IsDirty);
        Write("work/note.txt", "new");
        Assert.True(GitFacts.Read(_folder.FullName, results).IsDirty);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", ["-C", _folder.FullName, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return said;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FactWithGitAttribute : FactAttribute
    {
        public FactWithGitAttribute()
        {
            var names = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => new[] { Path.Combine(folder, "git"), Path.Combine(folder, "git.exe") });
            Skip = names.Any(File.Exists) ? null : "git is not on the PATH.";
        }
    }
}
