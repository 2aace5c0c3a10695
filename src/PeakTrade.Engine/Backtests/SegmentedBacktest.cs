using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>
/// Runs many parameter sets over the same bars, each segment by segment, so that a run can be given up on the way: what was not lived through was not
/// paid for. After the last segment the figures are those of a whole run. May be used from several threads at once.
/// </summary>
public sealed class SegmentedBacktest
{
    private readonly Bars _bars;
    private readonly IStrategy _strategy;
    private readonly BacktestOptions _options;
    private readonly int[] _ends;
    private readonly Market[] _soFar;
    private readonly Market[] _alone;
    private readonly Stack<Buffers> _free = new();
    private readonly Lock _lock = new();

    /// <summary>A backtest in so many segments of equal length; one where nothing is given up.</summary>
    public SegmentedBacktest(Bars bars, IStrategy strategy, BacktestOptions options, int segments)
    {
        if (bars.Count == 0) throw FaultCatalogue.DataEmpty.Because($"{bars.Symbol}: there are no bars to run on.");
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        (_bars, _strategy, _options) = (bars, strategy, options);
        _ends = [.. Enumerable.Range(1, Math.Min(segments, bars.Count)).Select(s => (int)((long)bars.Count * s / Math.Min(segments, bars.Count)))];
        _soFar = [.. _ends.Select(end => new Market(bars.First(end), options))];
        _alone = [.. _ends.Select((end, i) => i == 0 ? _soFar[0] : new Market(Backtester.Slice(bars, [(_ends[i - 1] - 1, end)]), options))];
    }

    /// <summary>How many segments there are: fewer than asked for where there are fewer bars.</summary>
    public int Segments => _ends.Length;

    /// <summary>Bars from the first to the end of a segment, counted from 0.</summary>
    public int EndOf(int segment) => _ends[segment];

    /// <summary>A run that has not begun. Give it back by disposing it.</summary>
    public SegmentedRun Begin(ParameterSet parameters)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out var buffers)) buffers = new Buffers(_bars.Count);
            return new SegmentedRun(this, parameters, buffers);
        }
    }

    internal Market SoFar(int segment) => _soFar[segment];

    internal Market Alone(int segment) => _alone[segment];

    internal BacktestOptions Options => _options;

    internal void GiveBack(Buffers buffers)
    {
        lock (_lock) _free.Push(buffers);
    }

    // A strategy is asked for all bars of the data at most twice over, however many segments there are: each time for double the bars.
    internal int Decide(ParameterSet parameters, int segment, int decided, Span<sbyte> states, Span<sbyte> spare)
    {
        var end = _ends[segment];
        if (decided >= end) return decided;
        var wanted = segment;
        while (wanted + 1 < _ends.Length && _ends[wanted] < Math.Min(2 * decided, _bars.Count)) wanted++;
        end = _ends[wanted];
        StrategyRunner.Decide(_strategy, _bars.First(end), parameters, spare[..end]);
        if (!spare[..decided].SequenceEqual(states[..decided]))
            throw FaultCatalogue.StrategyBadStates.Because($"{_strategy.Info.Key} changed the state of bar {spare[..decided].CommonPrefixLength(states[..decided])} of {_bars.Symbol} when it was given later bars; a state may depend on its own and earlier bars only.", "Test-Strategy (peaktrade strategies test) shows where it looks ahead.", target: _strategy.Info.Key);
        spare[..end].CopyTo(states);
        return end;
    }

    internal bool IsWarm(ParameterSet parameters, int segment) => _ends[segment] > StrategyRunner.WarmUp(_strategy, _bars, parameters);

    internal void CheckBars(ParameterSet parameters) => StrategyRunner.CheckBars(_strategy, _bars, parameters);

    /// <summary>What a run needs room for; used again by the next one.</summary>
    internal sealed class Buffers(int bars)
    {
        public sbyte[] States { get; } = new sbyte[bars];

        public sbyte[] Spare { get; } = new sbyte[bars];

        public double[] Equity { get; } = new double[bars];

        public TradeLedger Ledger { get; } = new(room: 0);
    }
}

/// <summary>One run that is lived through segment by segment.</summary>
public sealed class SegmentedRun : IDisposable
{
    private readonly SegmentedBacktest _backtest;
    private readonly ParameterSet _parameters;
    private readonly SegmentedBacktest.Buffers _buffers;
    private readonly Desk _desk;
    private PipelineWalk _walk;
    private int _decided;
    private int _segment = -1;

    internal SegmentedRun(SegmentedBacktest backtest, ParameterSet parameters, SegmentedBacktest.Buffers buffers)
    {
        (_backtest, _parameters, _buffers) = (backtest, parameters, buffers);
        buffers.Ledger.Clear();
        var options = backtest.Options;
        _desk = new Desk(backtest.SoFar(backtest.Segments - 1), options, options.Intrabar, buffers.Ledger, journal: null);
    }

    /// <summary>Whether it has lived through the last segment.</summary>
    public bool IsDone => _segment == _backtest.Segments - 1;

    /// <summary>The account at each close so far.</summary>
    public ReadOnlySpan<double> Equity => _buffers.Equity.AsSpan(0, _walk.Bars);

    /// <summary>Lives through the next segment; false where the strategy's warm-up is not over at its end, and there is nothing to tell yet.</summary>
    public bool Advance(CancellationToken cancel)
    {
        if (_segment < 0) _backtest.CheckBars(_parameters);
        _segment++;
        if (!IsDone && !_backtest.IsWarm(_parameters, _segment)) return false;

        var market = _backtest.SoFar(_segment);
        var end = market.Bars.Count;
        _decided = _backtest.Decide(_parameters, _segment, _decided, _buffers.States, _buffers.Spare);
        Pipeline.Walk(ref _walk, _desk, _backtest.SoFar(_backtest.Segments - 1).Bars, _buffers.States.AsSpan(0, end), _backtest.Options.Fill, _buffers.Equity, cancel);
        if (!IsDone) return true;
        if (_walk.Due) _desk.Expire(end - 1, _walk.State);
        _desk.Finish();
        return true;
    }

    /// <summary>The figures of the bars so far; before the last segment an open position's trade is not counted among the trades. Without the tail those of value at risk are left out, which saves half the work.</summary>
    public Metrics SoFar(bool withTail = true) => MetricsCalculator.Measure(Equity, _walk.BarsHeld, _desk.Account.Paid, _buffers.Ledger, _backtest.SoFar(_segment), _backtest.Options, withTail);

    /// <summary>The figures of the last segment's equity alone. Those of trades, costs and exposure are the whole run's, and mean nothing here.</summary>
    public Metrics Segment()
    {
        var from = _segment == 0 ? 0 : _backtest.EndOf(_segment - 1) - 1;
        var options = _segment == 0 ? _backtest.Options : _backtest.Options with { StartCapital = Equity[from] };
        return MetricsCalculator.Measure(Equity[from..], _walk.BarsHeld, _desk.Account.Paid, _buffers.Ledger, _backtest.Alone(_segment), options);
    }

    /// <inheritdoc/>
    public void Dispose() => _backtest.GiveBack(_buffers);
}
