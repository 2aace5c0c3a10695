namespace PeakTrade.Engine;

/// <summary>Long from a close above the channel of the bars before, short from one below it, held until the opposite break.</summary>
internal sealed class DonchianBreakout : IStrategy
{
    public StrategyInfo Info { get; } = new("breakout_donchian", "Long from a close above the highest high of the bars before, short from one below their lowest low, held until the opposite break.",
    [
        Parameter.Integer("lookback", 20, low: 5, high: 200, "Bars before this one that make the channel"),
    ]);

    public int WarmUpBars(ParameterSet parameters) => parameters.Integer("lookback");

    public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states)
    {
        using var highest = RollingMax.Of(bars.High, parameters.Integer("lookback"));
        using var lowest = RollingMin.Of(bars.Low, parameters.Integer("lookback"));
        Break(bars.Close, highest.Values, lowest.Values, states);
    }

    private static void Break(ReadOnlySpan<double> close, ReadOnlySpan<double> highest, ReadOnlySpan<double> lowest, Span<sbyte> states)
    {
        sbyte state = 0;
        for (var t = 1; t < states.Length; t++)
        {
            // The channel ends at the bar before: a bar never breaks a high of its own.
            if (close[t] > highest[t - 1]) state = 1;
            else if (close[t] < lowest[t - 1]) state = -1;
            states[t] = state;
        }
    }
}
