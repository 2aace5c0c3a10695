using System.Diagnostics;

namespace PeakTrade.Operations.Tests.Backtests;

public sealed class GitReadingTests : IDisposable
{
    private readonly Desktop _desk = new();
    private readonly StoppedClock _clock = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void One_answer_of_git_serves_a_second_and_no_longer()
    {
        Head("1111111111111111111111111111111111111111");
        var git = new GitReading(_clock);
        Assert.Equal("1111111111111111111111111111111111111111", git.Read(Results).Commit);
        Head("2222222222222222222222222222222222222222");
        _clock.Passed = TimeSpan.FromSeconds(0.9);
        Assert.Equal("1111111111111111111111111111111111111111", git.Read(Results).Commit);
        _clock.Passed = TimeSpan.FromSeconds(1.1);
        Assert.Equal("2222222222222222222222222222222222222222", git.Read(Results).Commit);
    }

    [Fact]
    public void Results_roots_do_not_share_an_answer()
    {
        Head("1111111111111111111111111111111111111111");
        var git = new GitReading(_clock);
        Assert.Null(git.Read(Path.Combine(Path.GetTempPath(), "results")).Commit);
        Assert.NotNull(git.Read(Results).Commit);
    }

    private string Results => Path.Combine(_desk.Folder, "results");

    private void Head(string commit) => _desk.Write(".git/HEAD", commit + "\n");

    private sealed class StoppedClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => Stopwatch.Frequency;

        public override long GetTimestamp() => (long)(Passed.TotalSeconds * Stopwatch.Frequency);
    }
}
