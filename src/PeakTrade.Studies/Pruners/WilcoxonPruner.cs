using System.Runtime.CompilerServices;

namespace PeakTrade.Studies;

/// <summary>
/// Stops a trial that is worse than the best so far, segment by segment: where Wilcoxon's signed-rank test on the pairs of segments finds it worse with a probability of error
/// below <c>p</c>, and its mean over the pairs is worse too. What each segment gave by itself is compared, not what was reached so far. The test is made anew
/// after every segment, so that more than a share <c>p</c> of equal trials is stopped in the end; a smaller <c>p</c> is the remedy.
/// <para>With several objectives the rivals are the complete trials that none dominates, and one of them must be better in every objective.</para>
/// <para>A pair in which either is NaN or infinite is left out. The best are found among complete trials that keep the constraints; pruned and failed
/// ones count for nothing.</para>
/// </summary>
internal sealed class WilcoxonPruner : IPruner
{
    private readonly PruningSchedule _schedule;
    private readonly double _p;
    private readonly int _objectives;
    private readonly ConditionalWeakTable<TrialsSeen, Rivals> _rivals = [];
    private volatile Rivals _newest = Rivals.None;

    public WilcoxonPruner(PrunerSetup setup)
    {
        _p = setup.Options.Number("p", 0.1, 0, 1);
        _schedule = PruningSchedule.Of(setup.Options, startup: 1);
        _objectives = setup.Directions.Count;
    }

    public bool ComparesSegments => true;

    public bool ShouldStop(TrialsSeen seen, IReadOnlyList<TrialStep> steps)
    {
        if (!_schedule.IsDue(steps)) return false;
        var rivals = _rivals.GetValue(seen, RivalsOf);
        return rivals.Complete >= _schedule.Startup && rivals.Best.Exists(rival => IsWorse(seen, steps, rival.Trial));
    }

    // Those of an earlier trial, and what has come since, where they are of one study: a finished trial is one object as long as its study is open.
    private Rivals RivalsOf(TrialsSeen seen)
    {
        var known = _newest;
        var goesOn = known.Read == 0 || (known.Read <= seen.Finished && ReferenceEquals(known.Last, seen[known.Read - 1]));
        return _newest = (goesOn ? known : Rivals.None).And(seen, _objectives);
    }

    private bool IsWorse(TrialsSeen seen, IReadOnlyList<TrialStep> steps, Trial rival)
    {
        var differences = new double[steps.Count];
        for (var objective = 0; objective < _objectives; objective++)
        {
            var pairs = Pair(seen, steps, rival.Steps, objective, differences);
            var sum = 0.0;
            foreach (var difference in pairs) sum += difference;
            if (!(sum > 0) || SignedRankTest.PositiveTail(pairs) >= _p) return false;
        }

        return true;
    }

    // Steps are in order on both sides; those that only one side has are passed over.
    private static ReadOnlySpan<double> Pair(TrialsSeen seen, IReadOnlyList<TrialStep> own, IReadOnlyList<TrialStep> others, int objective, double[] differences)
    {
        var count = 0;
        for (var (i, j) = (0, 0); i < own.Count && j < others.Count;)
        {
            if (own[i].Number != others[j].Number)
            {
                if (own[i].Number < others[j].Number) i++;
                else j++;
                continue;
            }

            var difference = seen.Turned(own[i].Values[objective], objective) - seen.Turned(others[j].Values[objective], objective);
            if (double.IsFinite(difference)) differences[count++] = difference;
            i++;
            j++;
        }

        return differences.AsSpan(0, count);
    }

    /// <summary>What a trial is held against, of the first so many it sees; gathered once a trial.</summary>
    private sealed record Rivals(int Read, Trial? Last, int Complete, List<(Trial Trial, double[] Losses)> Best)
    {
        public static Rivals None { get; } = new(0, null, 0, []);

        public Rivals And(TrialsSeen seen, int objectives)
        {
            if (Read == seen.Finished) return this;
            var complete = Complete;
            var best = Best.ToList();
            for (var number = Read; number < seen.Finished; number++)
            {
                var trial = seen[number];
                if (!trial.HasValues || !trial.IsFeasible || trial.SameAs is not null) continue;
                complete++;
                var losses = new double[objectives];
                for (var i = 0; i < objectives; i++) losses[i] = seen.Loss(number, i);
                // Of equal ones the first stays.
                if (best.Exists(b => Dominance.Dominates(b.Losses, losses) || b.Losses.AsSpan().SequenceEqual(losses))) continue;
                best.RemoveAll(b => Dominance.Dominates(losses, b.Losses));
                best.Add((trial, losses));
            }

            return new Rivals(seen.Finished, seen[seen.Finished - 1], complete, best);
        }
    }
}
