using PeakTrade.Engine;

namespace PeakTrade.Studies.Gp;

/// <summary>
/// Bayesian optimisation: a Gaussian process (Matern 5/2, a length scale for each dimension) learns the losses, and the point of the greatest expected improvement is tried next. The first trials
/// are a Latin hypercube. Trials still worked on count with what is expected of them. A failed trial, or one without a number, counts as the worst seen; a pruned one as its last step,
/// but no better than the middle; infinities as the best or worst finite value. Constraints have processes of their own, whose chance to be kept is multiplied in. Several
/// objectives are weighted anew at random for every trial (ParEGO). Beyond some trials it learns from a part of them: the best, the newest, and some of the rest.
/// </summary>
internal sealed class GpSampler : ISampler
{
    private const long WeightStream = 1L << 32, SearchStream = 2L << 32, StartStream = 3L << 32;
    private const int Centres = 4;
    private const int Attempts = 10;

    // At twice as many trials the kernels are found anew every second one, and so on.
    private const int RefitEvery = 20;
    private readonly SamplerSetup _setup;
    private readonly UnitSpace _space;
    private readonly int _startup, _most;
    private (int Finished, Belief? Belief)? _fitted;
    private (TrialsSeen Seen, List<double[]> Points)? _found;

    public GpSampler(SamplerSetup setup)
    {
        _setup = setup;
        _space = new UnitSpace(setup.Space);
        _startup = setup.Options.Integer("startup", Math.Clamp(_space.Count + 3, 5, 12), low: 2, high: 1000);
        _most = setup.Options.Integer("memory", 150, low: 20);
    }

    public void Suggest(TrialsSeen seen, int attempt, Span<double> point)
    {
        if (_space.Count == 0 || seen.Number < _startup)
        {
            Start(seen.Number, attempt, point);
            return;
        }

        // The study asks again with the same view where a point breaks a relation or was tried already.
        if (_found is not { } found || !ReferenceEquals(found.Seen, seen)) _found = found = (seen, Find(seen));
        if (attempt < found.Points.Count) found.Points[attempt].CopyTo(point);
        else RandomSampler.Draw(_setup.Space, new KeyedRandom(_setup.Seed, seen.Number, StartStream + attempt), point);
    }

    // In each dimension the first trials take each stretch once, in an order of its own.
    private void Start(int number, int attempt, Span<double> point)
    {
        var random = new KeyedRandom(_setup.Seed, number, StartStream + attempt);
        RandomSampler.Draw(_setup.Space, random, point);
        if (attempt > 0) return;
        Span<int> order = stackalloc int[_startup];
        for (var k = 0; k < point.Length; k++)
        {
            var shuffle = new KeyedRandom(_setup.Seed, k, WeightStream - 1);
            for (var i = 0; i < order.Length; i++)
            {
                var other = shuffle.NextInt(i + 1);
                order[i] = order[other];
                order[other] = i;
            }

            if (number < _startup) point[k] = _setup.Space[k].FromUnit((order[number] + random.NextDouble()) / _startup);
        }
    }

    private List<double[]> Find(TrialsSeen seen)
    {
        var weights = Weights(seen.Number);
        if (Lessons.Read(seen, seen.Finished, weights, _most) is not { } lessons || Fitted(seen, weights) is not { } belief) return [];
        var points = Units(seen, lessons.Numbers);
        var pending = Units(seen, [.. Enumerable.Range(seen.Finished, seen.Number - seen.Finished)]);
        var constraints = new List<(GaussianProcess, double)>();
        for (var c = 0; c < belief.Constraints.Count; c++)
        {
            var broken = new Breaches(seen, lessons.Numbers, c);
            constraints.Add((Surrogate.Of(belief.Constraints[c], _space, points, broken.Values, pending, _ => true).Process, broken.Limit));
        }

        Surrogate? loss = null;
        if (Array.Exists(lessons.Numbers, n => seen[n].HasValues && seen[n].IsFeasible))
        {
            var scale = new LossScale(lessons.Losses, belief.Depth);
            loss = Surrogate.Of(belief.Loss, _space, points, [.. lessons.Losses.Select(scale.Of)], pending, i => seen[lessons.Numbers[i]].IsFeasible);
        }

        var centres = Enumerable.Range(0, points.Length).OrderBy(i => seen[lessons.Numbers[i]].Violation).ThenBy(i => lessons.Losses[i]).Take(Centres).Select(i => points[i]);
        var search = new AcquisitionSearch(_space, new Acquisition(loss, constraints));
        return New(search.Find([.. centres], belief.Loss.LengthScales, new KeyedRandom(_setup.Seed, seen.Number, SearchStream)), seen);
    }

    // A point for each attempt that no trial has had: what is known already is answered without a run and teaches nothing.
    private List<double[]> New(IReadOnlyList<double[]> units, TrialsSeen seen)
    {
        var points = new List<double[]>();
        foreach (var unit in units)
        {
            var point = new double[_setup.Space.Count];
            _space.FromUnit(unit, point);
            var known = points.Exists(p => p.AsSpan().SequenceEqual(point));
            for (var i = 0; i < seen.Number && !known; i++) known = seen.PointOf(i).SequenceEqual(point);
            if (!known) points.Add(point);
            if (points.Count == Attempts) break;
        }

        return points;
    }

    // The more trials there are, the less a few more change: the kernels are those of the last multiple. Several objectives have other losses each time.
    private Belief? Fitted(TrialsSeen seen, double[] weights)
    {
        var finished = weights.Length > 1 ? seen.Finished : seen.Finished - seen.Finished % (1 + seen.Finished / RefitEvery);
        if (weights.Length == 1 && _fitted is { } fitted && fitted.Finished == finished) return fitted.Belief;
        var belief = Lessons.Read(seen, finished, weights, _most) is { } lessons ? Belief.Fit(_space, seen, lessons, Units(seen, lessons.Numbers), _setup.Constraints) : null;
        _fitted = (finished, belief);
        return belief;
    }

    private double[] Weights(int number)
    {
        var weights = new double[_setup.Directions.Count];
        if (weights.Length == 1) return [1];
        var random = new KeyedRandom(_setup.Seed, number, WeightStream);
        for (var i = 0; i < weights.Length; i++) weights[i] = -Math.Log(1 - random.NextDouble());
        var sum = weights.Sum();
        for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
        return weights;
    }

    private double[][] Units(TrialsSeen seen, int[] numbers)
    {
        var units = new double[numbers.Length][];
        for (var i = 0; i < units.Length; i++) _space.ToUnit(seen.PointOf(numbers[i]), units[i] = new double[_space.Count]);
        return units;
    }
}
