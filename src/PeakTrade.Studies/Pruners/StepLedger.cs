using System.Runtime.CompilerServices;

namespace PeakTrade.Studies;

/// <summary>
/// What finished trials had reached at each step, kept so that it is not gathered anew at every step of every trial. What it says depends on what a trial sees and
/// on nothing else: trials that were read before and are not among those seen are left out, and where a trial sees those of another study, a new book is begun.
/// A trial that was answered from an equal one does not count again; nor does one that is known to break a constraint, because it is no rival.
/// </summary>
/// <param name="objectives">How many objectives there are.</param>
/// <param name="bestSoFar">Whether a trial stands at a step with the best of its steps up to there, objective by objective, or with this one.</param>
/// <param name="counts">Which finished trials count.</param>
internal sealed class StepLedger(int objectives, bool bestSoFar, Func<Trial, bool> counts)
{
    private readonly Lock _turn = new();
    private readonly ConditionalWeakTable<TrialsSeen, Book> _books = [];
    private Book _newest = new(objectives, bestSoFar, counts);

    /// <summary>How many trials count.</summary>
    public int Count(TrialsSeen seen) => BookOf(seen).Count(seen.Finished);

    /// <summary>How many of the trials that count were better at a step, and how many had that step. NaN is worse than any number.</summary>
    public (int Better, int Compared) Place(TrialsSeen seen, int step, ReadOnlySpan<double> losses) => BookOf(seen).Place(seen.Finished, step, losses);

    private Book BookOf(TrialsSeen seen)
    {
        if (_books.TryGetValue(seen, out var known)) return known;
        lock (_turn)
        {
            if (!_newest.TryRead(seen))
            {
                _newest = new Book(objectives, bestSoFar, counts);
                _newest.TryRead(seen);
            }

            _books.AddOrUpdate(seen, _newest);
            return _newest;
        }
    }

    private sealed class Book(int objectives, bool bestSoFar, Func<Trial, bool> counts)
    {
        private readonly Lock _turn = new();
        private readonly List<Trial> _read = [];
        private readonly Dictionary<int, StepRanking> _steps = [];

        // The numbers of those that count.
        private readonly List<int> _counted = [];

        /// <summary>Reads on to what is seen; false where other trials were read here.</summary>
        public bool TryRead(TrialsSeen seen)
        {
            lock (_turn)
            {
                // A finished trial is one object as long as its study is open, and no other study has it: the newest of them would do. The rest of the look costs next to nothing.
                for (int newest = Math.Min(_read.Count, seen.Finished) - 1, back = 0; newest - back >= 0; back = 2 * back + 1)
                {
                    if (!ReferenceEquals(_read[newest - back], seen[newest - back])) return false;
                }

                while (_read.Count < seen.Finished) Read(seen, seen[_read.Count]);
                return true;
            }
        }

        public int Count(int end)
        {
            lock (_turn)
            {
                var count = _counted.BinarySearch(end);
                return count < 0 ? ~count : count;
            }
        }

        public (int Better, int Compared) Place(int end, int step, ReadOnlySpan<double> losses)
        {
            lock (_turn)
            {
                return _steps.TryGetValue(step, out var ranking) ? ranking.Place(end, losses) : (0, 0);
            }
        }

        private void Read(TrialsSeen seen, Trial trial)
        {
            var number = _read.Count;
            _read.Add(trial);
            if (trial.SameAs is not null || !trial.IsFeasible || !counts(trial)) return;

            _counted.Add(number);
            Span<double> best = stackalloc double[objectives], losses = stackalloc double[objectives];
            best.Fill(double.PositiveInfinity);
            foreach (var step in trial.Steps)
            {
                if (!_steps.TryGetValue(step.Number, out var ranking)) _steps[step.Number] = ranking = StepRanking.Of(objectives);
                seen.LossesOf(step, losses);
                for (var i = 0; i < objectives; i++) best[i] = Math.Min(best[i], losses[i]);
                ranking.Add(number, bestSoFar ? best : losses);
            }
        }
    }
}
