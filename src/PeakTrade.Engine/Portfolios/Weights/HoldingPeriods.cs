namespace PeakTrade.Engine.Weights;

/// <summary>Reads from a finished run what it held between rebalances, and what that cost.</summary>
internal sealed class HoldingPeriods
{
    private readonly Universe _universe;
    private readonly FillRule _fill;
    private readonly Dictionary<string, int> _instruments = new(StringComparer.Ordinal);
    private readonly HoldingPeriod[] _periods;
    private readonly int[] _starts;
    private readonly int _lastRow;

    private HoldingPeriods(IRunDetails details, EquityCurve curve, Universe universe, IReadOnlyList<ScoredRow> scored, FillRule fill)
    {
        (_universe, _fill) = (universe, fill);
        for (var i = 0; i < universe.Count; i++) _instruments.Add(universe.Symbols[i], i);
        var firstRow = universe.RowFrom(new DateTime(curve.UtcTicks.Span[0], DateTimeKind.Utc));
        _lastRow = firstRow + curve.Equity.Length - 1;

        // What is decided at a row is traded in the next.
        _starts = [.. scored.Select(row => row.Row + 1)];
        var held = details.ReadHoldings().GroupBy(holding => universe.RowFrom(holding.Time)).ToDictionary(group => group.Key, group => group.ToList());
        _periods = new HoldingPeriod[_starts.Length];
        for (var j = 0; j < _periods.Length; j++)
        {
            var last = j == _periods.Length - 1;
            var holdings = held.GetValueOrDefault(_starts[j], []);
            _periods[j] = new(scored[j], _starts[j], last ? _lastRow : _starts[j + 1], last)
            {
                Units = UnitsOf(holdings),
                EquityAfter = EquityAt(holdings, curve.Equity.Span[_starts[j] - firstRow]),
            };
        }
    }

    /// <summary>The periods of a run in order of time.</summary>
    public static IReadOnlyList<HoldingPeriod> Of(IRunDetails details, EquityCurve curve, Universe universe, IReadOnlyList<ScoredRow> scored, FillRule fill)
    {
        if (scored.Count == 0 || curve.Equity.Length == 0) return [];
        var periods = new HoldingPeriods(details, curve, universe, scored, fill);
        foreach (var order in details.ReadOrders())
        {
            if (order.Status == OrderStatus.Filled) periods.Take(order);
        }

        foreach (var trade in details.ReadTrades())
        {
            if (trade.Borrow > 0) periods.SpreadBorrow(trade);
        }

        return periods._periods;
    }

    /// <summary>The price that orders of a row fill at before slippage; of an instrument without a bar there its last close, NaN before its first.</summary>
    public static double PriceAt(Universe universe, int instrument, int row, FillRule fill) =>
        fill == FillRule.NextOpen && universe.BarsAt(row)[instrument] is >= 0 and var bar ? universe.Instruments[instrument].Open[bar] : CloseAt(universe, instrument, row);

    /// <summary>The last close at or before a row; NaN before the first.</summary>
    public static double CloseAt(Universe universe, int instrument, int row)
    {
        var bars = universe.Instruments[instrument];
        var bar = bars.UtcTicks.BinarySearch(universe.UtcTicks[row]);
        if (bar < 0) bar = ~bar - 1;
        return bar < 0 ? double.NaN : bars.Close[bar];
    }

    private double[] UnitsOf(List<Holding> holdings)
    {
        var units = new double[_universe.Count];
        foreach (var holding in holdings) units[_instruments[holding.Symbol]] = holding.Units;
        return units;
    }

    // Each holding says its weight, and so the equity; the largest says it best. Without any, all is cash, and the close tells it.
    private static double EquityAt(List<Holding> holdings, double close)
    {
        if (holdings.Count == 0) return close;
        var largest = holdings.MaxBy(holding => Math.Abs(holding.Weight));
        return largest.Weight == 0 ? 0 : largest.Units * largest.Price / largest.Weight;
    }

    private void Take(in Order order)
    {
        var (row, paid) = (_universe.RowFrom(order.EndTime), order.Fee + order.Slippage);
        var isRebalance = order.Kind is OrderKind.Entry or OrderKind.Exit;
        if (PeriodOf(row, beforeFill: !isRebalance) is not { } period) return;
        period.Costs += paid;
        if (isRebalance && period.Start == row) period.Paid += paid;
    }

    // A trade says what it paid in all. Each close that it was held at has its part of that: rule 10 of docs/fills.md charges units and price.
    private void SpreadBorrow(in Trade trade)
    {
        var instrument = _instruments[trade.Symbol];
        var (first, last) = (_universe.RowFrom(trade.EntryTime), Math.Min(_universe.RowFrom(trade.ExitTime), _lastRow));
        var sum = 0.0;
        for (var row = first; row <= last; row++) sum += Borrowed(instrument, row);
        if (sum == 0) return;
        for (var row = first; row <= last; row++)
        {
            if (PeriodOf(row, beforeFill: true) is { } period) period.Costs += trade.Borrow * (Borrowed(instrument, row) / sum);
        }
    }

    private double Borrowed(int instrument, int row) =>
        _universe.BarsAt(row)[instrument] is >= 0 and var bar && PeriodOf(row, beforeFill: true) is { } period ? Math.Max(0, -period.Units[instrument]) * _universe.Instruments[instrument].Close[bar] : 0;

    /// <summary>The period that a row lies in; null before the first. With orders that fill at a close, what comes before them in the row of a rebalance belongs to the period before.</summary>
    private HoldingPeriod? PeriodOf(int row, bool beforeFill)
    {
        var at = Array.BinarySearch(_starts, beforeFill && _fill == FillRule.Close ? row - 1 : row);
        if (at < 0) at = ~at - 1;
        return at < 0 ? null : _periods[at];
    }
}
