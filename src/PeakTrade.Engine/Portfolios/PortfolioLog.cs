namespace PeakTrade.Engine;

/// <summary>What a portfolio's account held at each close of the rows [from, to): equity, exposure and how it was spread.</summary>
internal sealed class PortfolioLog(Universe universe, int from, int to)
{
    private readonly double[] _equity = new double[to - from];
    private readonly double[] _positions = new double[to - from];
    private readonly ExposurePoint[] _exposure = new ExposurePoint[to - from];
    private double _gross, _net, _held, _largest;
    private int _barsHeld;

    /// <summary>The first row.</summary>
    public int From => from;

    /// <summary>The row after the last.</summary>
    public int To => to;

    public ReadOnlySpan<double> Equity => _equity;

    public ReadOnlyMemory<ExposurePoint> Exposure => _exposure;

    /// <summary>How many closes there was a position at.</summary>
    public int BarsHeld => _barsHeld;

    /// <summary>The equity curve; for a portfolio its units are the number of positions.</summary>
    public EquityCurve Curve => new(universe.UtcTicks[from..to].ToArray(), _equity, _positions);

    /// <summary>Marks a row's close: the cash, and what each position is worth, below 0 for a short. Returns the equity.</summary>
    public double Mark(int row, double cash, ReadOnlySpan<double> worth)
    {
        double longs = 0, shorts = 0, largest = 0, squares = 0;
        var positions = 0;
        foreach (var value in worth)
        {
            if (value == 0) continue;
            positions++;
            if (value > 0) longs += value;
            else shorts -= value;
            var size = Math.Abs(value);
            if (size > largest) largest = size;
            squares += value * value;
        }

        var equity = cash + (longs - shorts);
        var gross = longs + shorts;
        var (at, weight) = (row - from, equity > 0 ? largest / equity : 0);
        (_equity[at], _positions[at]) = (equity, positions);
        _exposure[at] = new ExposurePoint(universe.TimeAt(row), cash, longs, shorts, positions, weight, gross > 0 ? squares / (gross * gross) : 0);
        if (positions > 0) _barsHeld++;
        _held += positions;
        if (weight > _largest) _largest = weight;
        if (equity > 0) (_gross, _net) = (_gross + gross / equity, _net + (longs - shorts) / equity);
        return equity;
    }

    /// <summary>The facts that the marks come to.</summary>
    public PortfolioFacts Facts() => new()
    {
        Symbols = universe.Symbols,
        AverageGross = _gross / _equity.Length,
        AverageNet = _net / _equity.Length,
        AveragePositions = _held / _equity.Length,
        LargestWeight = _largest,
    };

    /// <summary>The universe's index over these rows, which the portfolio is measured against.</summary>
    public Bars Index() => universe.Index.Slice(from, to);
}
