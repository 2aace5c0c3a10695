using System.Buffers;

namespace PeakTrade.Engine;

/// <summary>Makes one factor's panel, instrument by instrument; of the bars themselves nothing is kept.</summary>
public sealed class PanelBuilder(IFactor factor)
{
    // Rows that are filled at once, column by column: few enough that all of them stay in the processor's cache.
    private const int RowsAtOnce = 64;

    private readonly SortedDictionary<string, Column> _columns = new(StringComparer.Ordinal);
    private long[] _times = [];

    /// <summary>The factor.</summary>
    public IFactor Factor => factor;

    /// <summary>How many instruments were added.</summary>
    public int Count => _columns.Count;

    /// <summary>Computes an instrument's values; the market is needed where the factor needs it.</summary>
    public void Add(Bars bars, MarketReturns? market)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        if (_columns.ContainsKey(bars.Symbol))
            throw FaultCatalogue.DataFormat.Because($"The data hold {bars.Symbol} twice.", "Name a folder or pattern in which every instrument comes once.", target: bars.Symbol);
        var values = new double[bars.Count];
        Array.Fill(values, double.NaN);
        Compute(bars, market, values);

        // Instruments of one calendar share their times.
        _times = Timeline.Join(_times, bars.UtcTicks);
        _columns.Add(bars.Symbol, new Column(bars.UtcTicks.SequenceEqual(_times) ? _times : bars.UtcTicks.ToArray(), values));
    }

    /// <summary>The panel of all that was added, instruments in order of their names, times those of all of them.</summary>
    public FactorPanel Build(string key)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var columns = _columns.Values.ToArray();
        var next = new int[columns.Length];
        var values = GC.AllocateUninitializedArray<double>(checked(_times.Length * columns.Length));
        for (var first = 0; first < _times.Length; first += RowsAtOnce)
        {
            var end = Math.Min(first + RowsAtOnce, _times.Length);
            for (var c = 0; c < columns.Length; c++) next[c] = Spread(columns[c], next[c], first, end, values.AsSpan(c), columns.Length);
        }

        return new FactorPanel(factor.Name, [.. _columns.Keys], _times, values, key, cached: false);
    }

    private int Spread(Column column, int next, int first, int end, Span<double> values, int stride)
    {
        var ticks = column.Ticks;
        var from = column.Values;
        for (var row = first; row < end; row++)
        {
            var there = next < ticks.Length && ticks[next] == _times[row];
            // One NaN for all of them, so that equal panels are equal in every bit.
            values[row * stride] = there && !double.IsNaN(from[next]) ? from[next] : double.NaN;
            if (there) next++;
        }

        return next;
    }

    private void Compute(Bars bars, MarketReturns? market, double[] values)
    {
        var returns = factor.NeedsMarket ? ArrayPool<double>.Shared.Rent(bars.Count) : [];
        try
        {
            var given = returns.AsSpan(0, factor.NeedsMarket ? bars.Count : 0);
            if (factor.NeedsMarket) (market ?? throw new ArgumentNullException(nameof(market))).Fill(bars, given);
            factor.Compute(bars, given, values);
        }
        catch (Exception fault) when (fault is not (PeakTradeException or OperationCanceledException) && !IsOwn(factor))
        {
            throw FaultCatalogue.FactorThrew.Because($"{factor.Name} failed on {bars.Symbol}: {fault.Message}", target: factor.Name, inner: fault);
        }
        finally
        {
            if (factor.NeedsMarket) ArrayPool<double>.Shared.Return(returns);
        }
    }

    private static bool IsOwn(IFactor factor) => factor.GetType().Assembly == typeof(PanelBuilder).Assembly;

    private sealed record Column(long[] Ticks, double[] Values);
}
