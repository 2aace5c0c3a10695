namespace PeakTrade.Engine.Simulation;

/// <summary>Bar by bar: what is due at the open, what happens inside, what the close decides.</summary>
internal static class Pipeline
{
    private const int BarsBetweenCancelChecks = 1 << 16;

    /// <summary>Writes the equity at each close, and the units held where they are asked for. Returns the bars that end with a position.</summary>
    public static int Run(Desk desk, Bars bars, ReadOnlySpan<sbyte> states, FillRule fill, Span<double> equity, Span<double> units, CancellationToken cancel)
    {
        var open = bars.Open;
        var close = bars.Close;
        var atClose = fill == FillRule.Close;
        var due = false;
        var held = 0;
        sbyte state = 0;
        for (var t = 0; t < states.Length; t++)
        {
            if (t % BarsBetweenCancelChecks == 0) cancel.ThrowIfCancellationRequested();

            // Rule 1: a signal made from bar t fills at bar t+1's open, before anything else happens in that bar.
            if (due)
            {
                desk.Change(t - 1, state, t, open[t]);
                due = false;
            }

            if (!desk.Account.IsFlat) desk.LiveThrough(t);

            if (states[t] != state)
            {
                state = states[t];
                if (atClose) desk.Change(t, state, t, close[t]);
                else due = true;
            }

            ref readonly var account = ref desk.Account;
            equity[t] = account.EquityAt(close[t]);
            if (!account.IsFlat) held++;
            if (!units.IsEmpty) units[t] = account.Units;
        }

        if (due) desk.Expire(states.Length - 1, state);
        desk.Finish();
        return held;
    }
}
