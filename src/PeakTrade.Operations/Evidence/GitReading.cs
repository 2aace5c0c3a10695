using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>
/// The git facts of the work that results roots lie in. Asking git costs more than a short run, so one answer serves all runs
/// stored within a second of it: a batch asks git once a second, and a receipt is never older than that.
/// </summary>
internal sealed class GitReading(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Asked, GitFacts Facts)> _answers = new(StringComparer.Ordinal);

    public GitFacts Read(string resultsRoot)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(resultsRoot, out var answer) && clock.GetElapsedTime(answer.Asked) < Fresh) return answer.Facts;
            // Timed before git is asked: a change while it looks is not taken for older than it is.
            var asked = clock.GetTimestamp();
            var facts = GitFacts.Read(Path.GetDirectoryName(resultsRoot) ?? resultsRoot, resultsRoot);
            _answers[resultsRoot] = (asked, facts);
            return facts;
        }
    }
}
