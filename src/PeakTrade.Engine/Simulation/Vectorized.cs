using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Engine.Simulation;

/// <summary>From state change to state change; between them the equity is marked a column at a time.</summary>
internal ref struct Vectorized
{
    private readonly Desk _desk;
    private readonly Bars _bars;
    private readonly Span<double> _equity;
    private int _held;

    private Vectorized(Desk desk, Bars bars, Span<double> equity)
    {
        (_desk, _bars) = (desk, bars);
        _equity = equity;
    }

    /// <summary>As <see cref="Pipeline.Run"/>, for runs without orders inside a bar.</summary>
    public static int Run(Desk desk, Bars bars, ReadOnlySpan<sbyte> states, FillRule fill, Span<double> equity, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var run = new Vectorized(desk, bars, equity);
        run.Run(states, fill == FillRule.Close);
        desk.Finish();
        return run._held;
    }

    private void Run(ReadOnlySpan<sbyte> states, bool atClose)
    {
        sbyte state = 0;
        var (next, marked) = (0, 0);
        while (true)
        {
            var run = states[next..].IndexOfAnyExcept(state);
            if (run < 0) break;

            var signal = next + run;
            state = states[signal];
            next = signal + 1;
            var bar = atClose ? signal : signal + 1;
            // A position bought at a close lives through the bars after it, up to the close that it is sold at.
            Hold(marked, bar, atClose);
            marked = bar;
            if (bar == states.Length)
            {
                _desk.Expire(signal, state);
                return;
            }

            _desk.Change(signal, state, bar, atClose ? _bars.Close[bar] : _bars.Open[bar]);
        }

        Hold(marked, states.Length, atClose);
    }

    /// <summary>Marks the bars [from, to) with what is held, and lives through those that the position lies in.</summary>
    private void Hold(int from, int to, bool atClose)
    {
        if (_desk.PaysBorrow)
        {
            HoldPaying(from, to, atClose);
            return;
        }

        if (!_desk.Account.IsFlat && _desk.CanBeLiquidated)
        {
            var first = atClose ? from + 1 : from;
            var last = atClose ? Math.Min(to + 1, _bars.Count) : to;
            var breach = FirstBreach(first, last);
            if (breach >= 0)
            {
                Mark(from, Math.Min(breach, to));
                _desk.CheckLiquidation(breach);
                Mark(Math.Min(breach, to), to);
                return;
            }
        }

        Mark(from, to);
    }

    // Borrow changes the cash at every close, so there is nothing to mark a column at a time.
    private void HoldPaying(int from, int to, bool atClose)
    {
        if (atClose && from < to) Mark(from, from + 1);
        for (var t = atClose ? from + 1 : from; t < to; t++)
        {
            if (!_desk.Account.IsFlat) _desk.LiveThrough(t);
            Mark(t, t + 1);
        }

        if (atClose && to > from && to < _bars.Count && !_desk.Account.IsFlat) _desk.LiveThrough(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Mark(int from, int to)
    {
        ref readonly var account = ref _desk.Account;
        var (cash, units) = (account.Cash, account.Units);
        var target = _equity[from..to];
        if (units == 0)
        {
            target.Fill(cash);
            return;
        }

        _held += to - from;
        var close = _bars.Close[from..to];
        var whole = close.Length - close.Length % Vector256<double>.Count;
        ref var source = ref MemoryMarshal.GetReference(close);
        ref var destination = ref MemoryMarshal.GetReference(target);
        var (cashes, unitses) = (Vector256.Create(cash), Vector256.Create(units));
        for (var i = 0; i < whole; i += Vector256<double>.Count)
            (cashes + unitses * Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref destination, (nuint)i);
        for (var i = whole; i < close.Length; i++) target[i] = cash + units * close[i];
    }

    /// <summary>The first bar that reaches the liquidation price; -1 where none does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int FirstBreach(int from, int to)
    {
        if (from >= to) return -1;
        var level = _desk.LiquidationPrice;
        var isLong = _desk.Account.Units > 0;
        var prices = isLong ? _bars.Low[from..to] : _bars.High[from..to];
        ref var source = ref MemoryMarshal.GetReference(prices);
        var levels = Vector256.Create(level);
        var i = 0;
        for (; i <= prices.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var price = Vector256.LoadUnsafe(ref source, (nuint)i);
            if (isLong ? Vector256.LessThanOrEqualAny(price, levels) : Vector256.GreaterThanOrEqualAny(price, levels)) break;
        }

        for (; i < prices.Length; i++)
        {
            if (isLong ? prices[i] <= level : prices[i] >= level) return from + i;
        }

        return -1;
    }
}
