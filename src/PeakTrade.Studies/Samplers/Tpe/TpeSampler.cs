using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// Tree-structured Parzen estimator: the trials are split into a few good ones and the rest, each group is made a density of kernels around its points, and of
/// some points drawn from the good density the one is taken where it stands highest above the other (Bergstra et al. 2011; Watanabe 2023 for what its parts do).
/// </summary>
/// <remarks>
/// Complete trials come first by value, infinities in their order; pruned ones after them by how far they came; those that break a constraint last, by how much. Failed trials and those
/// without a number are bad points. Trials of whom only the point is known yet are bad points too, so that several at once keep apart. A trial answered
/// from an equal one adds nothing. With several objectives, fronts by dominance decide, and within a front the room around a trial.
/// </remarks>
internal sealed class TpeSampler : ISampler
{
    // How many kernels the other group has at most: beyond, a trial's time would grow with the study.
    private const int MostOthers = 192;
    private const int MostGood = 25;

    // A point that breaks a relation is drawn anew, so many times for each candidate.
    private const int Patience = 8;
    private const long StartStream = -1;

    private readonly SearchSpace _space;
    private readonly long _seed;
    private readonly int _startup;
    private readonly int _candidates;
    private readonly double _goodShare;
    private readonly TpeHistory _history;

    // Dimensions in one model are looked at together. Models in one set are chosen from at once.
    private readonly TpeModel[][] _sets;
    private readonly double[] _drawn;

    public TpeSampler(SamplerSetup setup)
    {
        (_space, _seed) = (setup.Space, setup.Seed);
        var options = setup.Options;
        _startup = options.Integer("startup", 10, low: 1);

        // A front is many points that have little in common: fewer of them make a sharper density.
        _goodShare = options.Number("good", setup.Directions.Count == 1 ? 0.15 : 0.05, 0.001, 0.999);
        _history = new TpeHistory(setup, MostGood);
        _drawn = new double[_space.Count];

        // A dimension of one value has nothing to learn.
        int[] free = [.. Enumerable.Range(0, _space.Count).Where(i => _space[i].Count > 1)];
        var together = options.Flag("multivariate", true);

        // One by one each dimension takes the best of its own: with as many it would only repeat the best trial.
        _candidates = options.Integer("candidates", together ? 32 : 8, low: 1);
        TpeModel[] models = together ? [new TpeModel(_space, free)] : [.. free.Select(i => new TpeModel(_space, [i]))];
        _sets = together || _space.Relations.Count > 0 ? [models] : [.. models.Select(model => new[] { model })];
    }

    public void Suggest(TrialsSeen seen, int attempt, Span<double> point)
    {
        _history.Learn(seen);
        var random = new KeyedRandom(_seed, seen.Number, attempt);

        // Asked again, because the point was known already or broke a relation: look around more and more.
        var candidates = _candidates >> Math.Min(attempt, 30);
        if (seen.Number < _startup || _history.Ranked < 2 || candidates == 0)
        {
            Start(seen.Number, attempt, ref random, point);
            return;
        }

        for (var i = 0; i < point.Length; i++) point[i] = _space[i].Low;
        var good = Math.Clamp((int)Math.Ceiling(_goodShare * _history.Ranked), 1, Math.Min(_history.Ranked - 1, MostGood));
        _history.Split(seen, good, MostOthers);
        foreach (var set in _sets) Choose(set, candidates, ref random, point);
    }

    private void Choose(TpeModel[] set, int candidates, ref KeyedRandom random, Span<double> point)
    {
        foreach (var model in set) model.Fit(_history);
        var drawn = _drawn.AsSpan();
        point.CopyTo(drawn);
        var (taken, best) = (0, double.NegativeInfinity);
        for (var draw = 0; taken < candidates && draw < candidates * Patience; draw++)
        {
            var score = 0.0;
            foreach (var model in set) model.Draw(ref random, drawn);
            if (!_space.Holds(drawn)) continue;
            foreach (var model in set) score += model.Score();
            if (taken++ > 0 && !(score > best)) continue;
            best = score;
            drawn.CopyTo(point);
        }

        if (taken == 0) drawn.CopyTo(point);
    }

    // The first trials make a Latin square: in each dimension every stretch gets one of them.
    private void Start(int number, int attempt, ref KeyedRandom random, Span<double> point)
    {
        if (attempt > 0 || number >= _startup)
        {
            RandomSampler.Draw(_space, random, point);
            return;
        }

        var order = new int[_startup];
        for (var i = 0; i < point.Length; i++)
        {
            var shuffle = new KeyedRandom(_seed, StartStream, i);
            for (var n = 0; n < order.Length; n++)
            {
                var at = shuffle.NextInt(n + 1);
                (order[n], order[at]) = (order[at], n);
            }

            point[i] = _space[i].FromUnit((order[number] + random.NextDouble()) / _startup);
        }
    }
}
