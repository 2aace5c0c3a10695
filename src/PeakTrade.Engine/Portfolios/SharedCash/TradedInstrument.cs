using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>An instrument as its desk sees it: its own bars among the rows of a run, counted from 0, and what the strategy says at each.</summary>
internal sealed class TradedInstrument
{
    private readonly sbyte[] _states;
    private readonly int[] _rows;
    private readonly bool _endsEarly;

    private TradedInstrument(Universe universe, int number, (int First, int End) bars, sbyte[] states, BacktestOptions options, int fromRow, int toRow)
    {
        (Number, FirstBar, _states) = (number, bars.First, states);
        Market = new Market(universe.Instruments[number], options).Window(bars.First, bars.End);
        _rows = RowsOf(Bars.UtcTicks, universe.UtcTicks[fromRow..toRow]);

        // An instrument that has bars after the run is suspended at its end, not gone.
        _endsEarly = universe.LastRow(number) < toRow - 1;
    }

    /// <summary>Its number in the universe.</summary>
    public int Number { get; }

    /// <summary>The number, among all its bars, of the first one in the run.</summary>
    public int FirstBar { get; }

    public Market Market { get; }

    public Bars Bars => Market.Bars;

    /// <summary>The row of the run that each bar stands at.</summary>
    public int[] Rows => _rows;

    public sbyte StateAt(int bar) => _states[FirstBar + bar];

    public ReadOnlySpan<sbyte> States => _states.AsSpan(FirstBar);

    /// <summary>Whether its data end at this bar while the portfolio goes on.</summary>
    public bool EndsAt(int bar) => _endsEarly && bar == _rows.Length - 1;

    /// <summary>
    /// The instruments that have a bar among the rows, in order of their names. The strategy decides from each one's first bar on, and knows none from
    /// <paramref name="toRow"/> on. It stays out of one that has too few bars for it yet; that all have too few is a fault.
    /// </summary>
    public static TradedInstrument[] Of(Universe universe, IStrategy strategy, ParameterSet parameters, BacktestOptions options, int fromRow, int toRow, CancellationToken cancel)
    {
        var traded = new List<TradedInstrument>(universe.Count);
        Bars? longest = null;
        var anyDecided = false;
        for (var i = 0; i < universe.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var bars = universe.Instruments[i];
            var (first, end) = (BarsBefore(universe, fromRow, bars), BarsBefore(universe, toRow, bars));
            if (first == end) continue;

            var known = bars.First(end);
            if (longest is null || known.Count > longest.Count) longest = known;
            var states = new sbyte[end];
            if (end > StrategyRunner.WarmUp(strategy, known, parameters))
            {
                StrategyRunner.Decide(strategy, known, parameters, states);
                anyDecided = true;
            }

            traded.Add(new TradedInstrument(universe, i, (first, end), states, options, fromRow, toRow));
        }

        if (!anyDecided) StrategyRunner.CheckBars(strategy, longest!, parameters);
        return [.. traded];
    }

    private static int[] RowsOf(ReadOnlySpan<long> bars, ReadOnlySpan<long> rows)
    {
        var found = new int[bars.Length];
        var row = 0;
        for (var bar = 0; bar < bars.Length; bar++)
        {
            while (rows[row] != bars[bar]) row++;
            found[bar] = row;
        }

        return found;
    }

    private static int BarsBefore(Universe universe, int row, Bars bars)
    {
        if (row == universe.Rows) return bars.Count;
        var at = bars.UtcTicks.BinarySearch(universe.UtcTicks[row]);
        return at >= 0 ? at : ~at;
    }
}
