namespace PeakTrade.Studies;

/// <summary>
/// Every point of a <see cref="Grid"/> once, in an order shuffled by the seed, so that a study ended early has still looked everywhere; points that were
/// enqueued are not asked for again. When all are tried it starts over. NaN and failures change nothing.
/// </summary>
internal sealed class GridSampler : ISampler
{
    private readonly Grid _grid;
    private readonly int[] _order;
    private readonly HashSet<int> _taken = [];

    // The points of so many trials are in the set, and all before this place of the order are.
    private int _trials;
    private int _next;

    public GridSampler(SamplerSetup setup)
    {
        _grid = Grid.Of(setup.Space, setup.Options);
        _order = _grid.Shuffled(setup.Seed);
    }

    public void Suggest(TrialsSeen seen, int attempt, Span<double> point)
    {
        if (seen.Number < _trials)
        {
            _taken.Clear();
            (_trials, _next) = (0, 0);
        }

        for (; _trials < seen.Number; _trials++)
        {
            if (_grid.NumberOf(seen.PointOf(_trials)) is { } number) _taken.Add(number);
        }

        while (_next < _order.Length && _taken.Contains(_order[_next])) _next++;
        _grid.Write(_order[_next < _order.Length ? _next : seen.Number % _order.Length], point);
    }
}
