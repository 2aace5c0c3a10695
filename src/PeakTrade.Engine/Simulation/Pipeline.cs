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
        var barsHeld = 0;
        sbyte state = 0;
        // What the account holds changes only where the desk is called; between, these two say it.
        var (cash, held) = (desk.Account.Cash, 0.0);
        for (var t = 0; t < states.Length; t++)
        {
            if (t % BarsBetweenCancelChecks == 0) cancel.ThrowIfCancellationRequested();

            // Rule 1: a signal made from bar t fills at bar t+1's open, before anything else happens in that bar.
            if (due)
            {
                desk.Change(t - 1, state, t, open[t]);
                (cash, held) = (desk.Account.Cash, desk.Account.Units);
                due = false;
            }

            if (held != 0 && desk.Watches)
            {
                desk.LiveThrough(t);
                (cash, held) = (desk.Account.Cash, desk.Account.Units);
            }

            if (states[t] != state)
            {
                state = states[t];
                due = !atClose;
                if (atClose)
                {
                    desk.Change(t, state, t, close[t]);
                    (cash, held) = (desk.Account.Cash, desk.Account.Units);
                }
            }

            equity[t] = cash + held * close[t];
            if (held != 0) barsHeld++;
            if (!units.IsEmpty) units[t] = held;
        }

        if (due) desk.Expire(states.Length - 1, state);
        desk.Finish();
        return barsHeld;
    }
}
