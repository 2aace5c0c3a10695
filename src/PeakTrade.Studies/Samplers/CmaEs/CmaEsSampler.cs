using System.Runtime.InteropServices;
using PeakTrade.Engine;

namespace PeakTrade.Studies.CmaEs;

/// <summary>
/// CMA-ES: a normal law that moves, widens and turns with each generation. A generation is so many trials in a row; a trial is drawn from the law after the last generation that it
/// sees whole. The first trials are random; the best of them is where the search starts. Numbers on a grid are rounded, and always keep a chance to move by a step. Choices are drawn beside it,
/// each dimension by itself, the more often the more of the best quarter of trials (30 at most) have them. Where nothing is gained any more it starts anew elsewhere with twice the generation (IPOP). Trials
/// that break constraints rank behind those that keep them, pruned ones behind these by their last step, failed ones and those without a number last.
/// </summary>
internal sealed class CmaEsSampler : ISampler
{
    private const long RestartStream = 1L << 32;
    private const double FirstSigma = 0.25;
    private const double SpentLength = 1e-9;
    private const int Redraws = 30;
    private const int MostGood = 30;
    private readonly SamplerSetup _setup;
    private readonly SearchSpace _space;
    private readonly int[] _numbers, _choices;
    private readonly int _startup, _population;
    private readonly double _sigma;
    private Evolution? _evolution;
    private int _learnt, _restarts;
    private readonly List<double> _bestLosses = [];
    private readonly List<Standing> _good = [];
    private int _ranked;

    public CmaEsSampler(SamplerSetup setup)
    {
        if (setup.Directions.Count > 1)
            throw FaultCatalogue.ArgumentStudyOption.Because($"cmaes searches one objective, and there are {setup.Directions.Count}.", "Take nsga2 or gp for several.");
        (_setup, _space) = (setup, setup.Space);
        _numbers = [.. Enumerable.Range(0, _space.Count).Where(i => _space[i].Count > 1 && _space[i].Kind != DimensionKind.Categorical)];
        _choices = [.. Enumerable.Range(0, _space.Count).Where(i => _space[i].Kind == DimensionKind.Categorical)];
        _population = setup.Options.Integer("population", 4 + (int)(3 * Math.Log(Math.Max(1, _numbers.Length))), low: 4);
        _startup = setup.Options.Integer("startup", _population, low: 1);
        _sigma = setup.Options.Number("sigma", FirstSigma, low: 1e-6, high: 1);
    }

    public void Suggest(TrialsSeen seen, int attempt, Span<double> point)
    {
        var random = new KeyedRandom(_setup.Seed, seen.Number, attempt);
        RandomSampler.Draw(_space, random, point);
        if (seen.Finished < _startup) return;
        if (_numbers.Length > 0)
        {
            CatchUp(seen);
            // Asked again, because a relation is broken or the point is not new: farther out.
            DrawNumbers(ref random, 1 + 0.3 * attempt, point);
        }

        if (_choices.Length > 0) DrawChoices(seen, ref random, point);
    }

    private void CatchUp(TrialsSeen seen)
    {
        // A view that sees less than was learnt: all of it is learnt again.
        if (_evolution is null || seen.Finished < _learnt)
        {
            (_learnt, _restarts) = (_startup, 0);
            // What is worked on comes from older laws: it must not be more than half of a generation.
            _evolution = new Evolution(Coordinates(seen.PointOf(Ranked(seen, 0, _startup)[0].Number)), _sigma, Math.Max(_population, 2 * (seen.Number - seen.Finished)));
            _bestLosses.Clear();
        }

        while (seen.Finished >= _learnt + _evolution.Population)
        {
            var ranked = Ranked(seen, _learnt, _learnt + _evolution.Population);
            _evolution.Learn([.. ranked.Select(r => Coordinates(seen.PointOf(r.Number)))]);
            _learnt += _evolution.Population;
            _bestLosses.Add(ranked[0].Class == 0 ? ranked[0].Amount : double.NaN);
            if (!_evolution.IsSpent(SpentLength) && !IsFlat(ranked)) continue;

            _restarts++;
            _bestLosses.Clear();
            var random = new KeyedRandom(_setup.Seed, _restarts, RestartStream);
            _evolution = new Evolution([.. _numbers.Select(_ => random.NextDouble())], _sigma, _evolution.Population * 2);
        }
    }

    // The last generations' bests, and all of the newest, are equal as far as can be told (Hansen's TolHistFun).
    private bool IsFlat(Standing[] newest)
    {
        var generations = 10 + 30 * _numbers.Length / newest.Length;
        if (_bestLosses.Count < generations || newest[^1].Class != 0) return false;
        var last = _bestLosses.TakeLast(generations).Append(newest[^1].Amount).ToArray();
        return last.Max() - last.Min() <= 1e-13 * Math.Max(1e-300, last.Max(Math.Abs));
    }

    private void DrawNumbers(ref KeyedRandom random, double stretch, Span<double> point)
    {
        Span<double> unit = stackalloc double[_numbers.Length];
        for (var draw = 0; draw < Redraws; draw++)
        {
            _evolution!.Draw(ref random, stretch, unit);
            for (var k = 0; k < unit.Length; k++) unit[k] += Restlessness(k) * random.NextNormal();
            if (IsInside(unit)) break;
        }

        for (var k = 0; k < unit.Length; k++) point[_numbers[k]] = _space[_numbers[k]].FromUnit(Math.Clamp(unit[k], 0, 1));
    }

    // What a coordinate on a grid lacks of a deviation of 0.3 steps, with which about every tenth draw leaves the value it stands on.
    private double Restlessness(int k)
    {
        var dimension = _space[_numbers[k]];
        if (dimension.Step is not { } step) return 0;
        var here = dimension.FromUnit(_evolution!.Mean[k]);
        var (below, above) = (dimension.Nearest(here - step), dimension.Nearest(here + step));
        var floor = 0.3 * (dimension.ToUnit(above) - dimension.ToUnit(below)) / ((above - below) / step);
        var deviation = _evolution.Deviation(k);
        return deviation < floor ? Math.Sqrt(floor * floor - deviation * deviation) : 0;
    }

    private static bool IsInside(ReadOnlySpan<double> unit)
    {
        foreach (var coordinate in unit)
        {
            if (coordinate is < 0 or > 1) return false;
        }

        return true;
    }

    private void DrawChoices(TrialsSeen seen, ref KeyedRandom random, Span<double> point)
    {
        RankMore(seen);
        var good = CollectionsMarshal.AsSpan(_good)[..Math.Clamp(seen.Finished / 4, 1, MostGood)];
        foreach (var k in _choices)
        {
            // Each choice has half a trial's worth in advance, so that none is ever out of the game.
            var draw = random.NextDouble() * (good.Length + 0.5 * _space[k].Count);
            var choice = -1;
            while (draw >= 0 && choice < _space[k].Count - 1)
            {
                choice++;
                draw -= 0.5;
                foreach (var trial in good) draw -= seen.PointOf(trial.Number)[k] == choice ? 1 : 0;
            }

            point[k] = choice;
        }
    }

    // Keeps the best trials at hand, so that a long study stays linear.
    private void RankMore(TrialsSeen seen)
    {
        if (seen.Finished < _ranked)
        {
            _good.Clear();
            _ranked = 0;
        }

        for (; _ranked < seen.Finished; _ranked++)
        {
            var standing = Standing.Of(seen, _ranked);
            var place = _good.Count;
            while (place > 0 && Standing.Compare(standing, _good[place - 1]) < 0) place--;
            if (place == MostGood) continue;
            _good.Insert(place, standing);
            if (_good.Count > MostGood) _good.RemoveAt(MostGood);
        }
    }

    private static Standing[] Ranked(TrialsSeen seen, int from, int to)
    {
        var ranked = new Standing[to - from];
        for (var i = 0; i < ranked.Length; i++) ranked[i] = Standing.Of(seen, from + i);
        Array.Sort(ranked, Standing.Compare);
        return ranked;
    }

    private double[] Coordinates(ReadOnlySpan<double> point)
    {
        var unit = new double[_numbers.Length];
        for (var k = 0; k < unit.Length; k++) unit[k] = _space[_numbers[k]].ToUnit(point[_numbers[k]]);
        return unit;
    }
}
