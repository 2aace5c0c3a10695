using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// Breeds from the best trials so far: those that no other beats in every objective, and of these rather the ones that stand alone (NSGA-II, Deb et al.
/// 2002; constraints by its rule that a smaller violation wins). There are no generations to wait for: the population changes with every finished trial that a new one may see.
/// It starts with a population of scrambled Sobol points. Failed and pruned trials are never parents, and while fewer than two trials can be, Sobol points go on; an infinite value ranks as it is.
/// </summary>
/// <remarks>
/// Options: <c>population</c>, by default the root of half the planned trials, from 12 to 100. On ZDT1-3, moved and mixed variants of them and DTLZ2, over budgets of 100 to
/// 6,000 trials, blend crossover was better on the whole than simulated binary, uniform and differential crossover, and normal mutation as good as polynomial.
/// </remarks>
internal sealed class Nsga2Sampler : ISampler
{
    // A child's number lies between its parents', or up to half their distance beyond (BLX-0.5, Eshelman and Schaffer 1993): that widens a population a little, as selection narrows it.
    private const double Blend = 0.5;

    // How often a child is changed in some dimension, and how far on a scale of 1.
    private const double MutatedChildren = 0.5;
    private const double MutationScale = 0.05;

    private readonly SearchSpace _space;
    private readonly long _seed;
    private readonly Population _population;
    private readonly ISampler _start;
    private readonly double[] _child;
    private readonly double[] _losses;

    // So many trials have been taken into the population.
    private int _trials;

    public Nsga2Sampler(SamplerSetup setup)
    {
        (_space, _seed) = (setup.Space, setup.Seed);
        var usual = (int)Math.Clamp(Math.Sqrt(setup.TrialCount / 2.0), 12, 100);
        _population = new Population(setup.Options.Integer("population", usual, 4, 1000), setup.Space.Count, setup.Directions.Count);
        _start = setup.Space.Count <= SobolSequence.Dimensions ? new SobolSampler(setup) : new RandomSampler(setup);
        (_child, _losses) = (new double[setup.Space.Count], new double[setup.Directions.Count]);
    }

    public void Suggest(TrialsSeen seen, int attempt, Span<double> point)
    {
        Learn(seen);
        if (seen.Number < _population.Capacity || _population.Count < 2)
        {
            _start.Suggest(seen, attempt, point);
            return;
        }

        var random = new KeyedRandom(_seed, seen.Number, attempt);
        Cross(ref random);
        Mutate(ref random);
        for (var i = 0; i < point.Length; i++) point[i] = _space[i].FromUnit(_child[i]);
    }

    private void Learn(TrialsSeen seen)
    {
        if (seen.Finished < _trials)
        {
            _population.Clear();
            _trials = 0;
        }

        for (; _trials < seen.Finished; _trials++)
        {
            var trial = seen[_trials];
            if (!trial.HasValues) continue;
            for (var i = 0; i < _child.Length; i++) _child[i] = _space[i].ToUnit(trial.Point[i]);
            for (var k = 0; k < _losses.Length; k++) _losses[k] = seen.Loss(_trials, k);
            _population.Add(_child, _losses, trial.Violation);
        }
    }

    // The better of two.
    private int Parent(ref KeyedRandom random)
    {
        var one = random.NextInt(_population.Count);
        var other = random.NextInt(_population.Count);
        return _population.IsBetter(other, one) ? other : one;
    }

    private void Cross(ref KeyedRandom random)
    {
        var one = _population[Parent(ref random)];
        var other = _population[Parent(ref random)];
        for (var i = 0; i < _child.Length; i++)
        {
            _child[i] = one[i];
            if (random.NextDouble() >= 0.5) continue;
            var share = _space[i].Kind == DimensionKind.Categorical ? 1 : random.NextDouble() * (1 + 2 * Blend) - Blend;
            _child[i] = Math.Clamp(one[i] + share * (other[i] - one[i]), 0, 1);
        }
    }

    // A choice is made anew, and a number of a grid moves by a step at least.
    private void Mutate(ref KeyedRandom random)
    {
        for (var i = 0; i < _child.Length; i++)
        {
            if (random.NextDouble() >= MutatedChildren / _child.Length) continue;
            if (_space[i].Kind == DimensionKind.Categorical)
            {
                _child[i] = random.NextDouble();
                continue;
            }

            var move = MutationScale * random.NextNormal();
            _child[i] = Math.Clamp(_child[i] + Math.CopySign(Math.Max(Math.Abs(move), 1 / _space[i].Count), move), 0, 1);
        }
    }
}
