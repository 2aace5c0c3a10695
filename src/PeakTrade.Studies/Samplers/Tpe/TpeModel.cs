using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>The two densities over some dimensions, the good trials' and the others', and the place where the one stands highest above the other.</summary>
internal sealed class TpeModel
{
    // Chosen by the median best after 100 trials on 15 functions, numbers, grids, logarithms and choices among them, and by how often 1,000 trials leave a valley that is not the best.
    private const double GoodPrior = 0.5;
    private const double OtherWidth = 0.12;
    private const double LeastOtherWidth = 0.02;
    private const double OtherPrior = 0.6;

    // On an even grid a kernel reaches its neighbours, or it could never leave its value.
    private const double LeastSteps = 0.4;

    private readonly SearchSpace _space;
    private readonly int[] _dimensions;
    private readonly ParzenDensity _good, _others;
    private readonly double[] _units;

    public TpeModel(SearchSpace space, int[] dimensions)
    {
        _space = space;

        // Numbers first, as the density wants them.
        _dimensions = [.. dimensions.Where(d => space[d].Kind != DimensionKind.Categorical), .. dimensions.Where(d => space[d].Kind == DimensionKind.Categorical)];
        int[] choices = [.. _dimensions.Where(d => space[d].Kind == DimensionKind.Categorical).Select(d => space[d].Choices.Count)];
        (_good, _others) = (new ParzenDensity(_dimensions.Length - choices.Length, choices), new ParzenDensity(_dimensions.Length - choices.Length, choices));
        _units = new double[_dimensions.Length];
    }

    /// <summary>Takes over a split.</summary>
    public void Fit(TpeHistory history)
    {
        Place(_good, history, history.Good);
        Place(_others, history, history.Others);

        // The better a good trial, the more it counts: the best as many times as there are.
        var (good, others) = (_good.Count, _others.Count);
        for (var k = 0; k < good; k++) _good.Weights[k] = (good - k) * 2.0 / (good + 1);
        _others.Weights[..others].Fill(1);
        var shrunk = Math.Pow(Math.Max(1, others), -1.0 / (_dimensions.Length + 4));
        for (var d = 0; d < _good.Numbers; d++)
        {
            var dimension = _space[_dimensions[d]];
            var least = dimension.Step is not null && !dimension.Log ? LeastSteps / dimension.Count : 0;

            // The good density narrows with the number of its points, whatever their spread: narrower it is soon stuck in one valley, wider it is slow in it. The
            // other one has the width of Scott's rule.
            _good.Widths[d] = Math.Max(least, 1.0 / (good + 2));
            _others.Widths[d] = Math.Max(least, Math.Max(LeastOtherWidth, OtherWidth * shrunk));
        }

        _good.Prepare(GoodPrior);
        _others.Prepare(OtherPrior);
    }

    /// <summary>Draws a point of the good density into its dimensions.</summary>
    public void Draw(ref KeyedRandom random, Span<double> point)
    {
        _good.Draw(ref random, _units);
        for (var d = 0; d < _dimensions.Length; d++)
        {
            if (d >= _good.Numbers)
            {
                point[_dimensions[d]] = _units[d];
                continue;
            }

            var dimension = _space[_dimensions[d]];
            point[_dimensions[d]] = dimension.FromUnit(_units[d]);
            if (dimension.Step is not null) _units[d] = dimension.ToUnit(point[_dimensions[d]]);
        }
    }

    /// <summary>How far the good density stands above the other at the point drawn last, as a logarithm.</summary>
    public double Score() => _good.LogAt(_units) - _others.LogAt(_units);

    private void Place(ParzenDensity density, TpeHistory history, IReadOnlyList<int> trials)
    {
        density.Resize(trials.Count);
        for (var k = 0; k < trials.Count; k++)
        {
            var units = history.UnitsOf(trials[k]);
            for (var d = 0; d < _dimensions.Length; d++) density.Centres(d)[k] = units[_dimensions[d]];
        }
    }
}
