using System.Runtime.InteropServices;

namespace PeakTrade.Engine.Simulation;

/// <summary>Bar by bar: what is due at the open, what happens inside, what the close decides.</summary>
internal static class Pipeline
{
    private const int BarsBetweenCancelChecks = 1 << 16;

    /// <summary>Writes the equity at each close; returns how many bars end with a position.</summary>
    public static int Run(Desk desk, Bars bars, ReadOnlySpan<sbyte> states, FillRule fill, Span<double> equity, CancellationToken cancel)
    {
        var walk = default(PipelineWalk);
        Walk(ref walk, desk, bars, states, fill, equity, cancel);
        if (walk.Due) desk.Expire(states.Length - 1, walk.State);
        desk.Finish();
        return walk.BarsHeld;
    }

    /// <summary>Goes on to the last of these states from where the walk stands; the bars before it are not looked at again.</summary>
    public static void Walk(ref PipelineWalk walk, Desk desk, Bars bars, ReadOnlySpan<sbyte> states, FillRule fill, Span<double> equity, CancellationToken cancel)
    {
        var open = bars.Open;
        var high = bars.High;
        var low = bars.Low;
        var close = bars.Close;
        var atClose = fill == FillRule.Close;
        var (due, state, barsHeld) = (walk.Due, walk.State, walk.BarsHeld);
        // What is held, and what can happen to it, changes only where the desk is called.
        var position = desk.Position;
        for (var t = walk.Bars; t < states.Length; t++)
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

        walk = new PipelineWalk(states.Length, due, state, barsHeld);
    }
}

/// <summary>Where a run stands after its first bars.</summary>
/// <param name="Bars">The bars it has lived through.</param>
/// <param name="Due">Whether a signal of the last of them has not been filled yet.</param>
/// <param name="State">The last state.</param>
/// <param name="BarsHeld">Bars that ended with a position.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PipelineWalk(int Bars, bool Due, sbyte State, int BarsHeld);
