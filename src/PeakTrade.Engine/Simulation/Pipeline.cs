namespace PeakTrade.Engine.Simulation;

/// <summary>Bar by bar: what is due at the open, what happens inside, what the close decides.</summary>
internal static class Pipeline
{
    private const int BarsBetweenCancelChecks = 1 << 16;

    /// <summary>Writes the equity at each close; returns how many bars end with a position.</summary>
    public static int Run(Desk desk, Bars bars, ReadOnlySpan<sbyte> states, FillRule fill, Span<double> equity, CancellationToken cancel)
    {
        var open = bars.Open;
        var high = bars.High;
        var low = bars.Low;
        var close = bars.Close;
        var atClose = fill == FillRule.Close;
        var due = false;
        var barsHeld = 0;
        sbyte state = 0;
        // What is held, and what can happen to it, changes only where the desk is called.
        var position = desk.Position;
        for (var t = 0; t < states.Length; t++)
        {
            if (t % BarsBetweenCancelChecks == 0) cancel.ThrowIfCancellationRequested();

            // Rule 1: a signal made from bar t fills at bar t+1's open, before anything else happens in that bar.
            if (due)
            {
                desk.Change(t - 1, state, t, open[t]);
                position = desk.Position;
                due = false;
            }

            if (position.IsWatched && (position.LivesEveryBar || high[t] >= position.LiquidatedFrom || low[t] <= position.LiquidatedTo))
            {
                desk.LiveThrough(t);
                position = desk.Position;
            }

            if (states[t] != state)
            {
                state = states[t];
                due = !atClose;
                if (atClose)
                {
                    desk.Change(t, state, t, close[t]);
                    position = desk.Position;
                }
            }

            equity[t] = position.Cash + position.Units * close[t];
            if (position.Units != 0) barsHeld++;
        }

        if (due) desk.Expire(states.Length - 1, state);
        desk.Finish();
        return barsHeld;
    }
}
