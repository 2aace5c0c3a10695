namespace PeakTrade.Engine;

/// <summary>Buys what has fallen too far and sells what has risen too far, by the relative strength index, until it is back at 50.</summary>
internal sealed class RsiReversion : IStrategy
{
    private const double Middle = 50;

    public StrategyInfo Info { get; } = new("rsi_reversion", "Long from an RSI below the lower level until it is back at 50, short from one above the upper level until it is back at 50.",
    [
        Parameter.Integer("window", 14, low: 2, high: 200, "Bars in the relative strength index"),
        Parameter.Number("lower", 30, low: 5, high: 50, "Long from below this"),
        Parameter.Number("upper", 70, low: 50, high: 95, "Short from above this"),
        Parameter.Boolean("use_trend_filter", false, "Enter only with the trend"),
        Parameter.Integer("trend_window", 200, low: 20, high: 400, "Bars in the average that tells the trend"),
    ],
    relations: ["lower < upper"]);

    public int WarmUpBars(ParameterSet parameters)
    {
        var window = parameters.Integer("window");
        return parameters.Boolean("use_trend_filter") ? Math.Max(window, parameters.Integer("trend_window") - 1) : window;
    }

    public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states)
    {
        using var rsi = Rsi.Of(bars.Close, parameters.Integer("window"));
        var (lower, upper) = (parameters.Number("lower"), parameters.Number("upper"));
        if (!parameters.Boolean("use_trend_filter"))
        {
            Revert(rsi.Values, lower, upper, states);
            return;
        }

        using var trend = Sma.Of(bars.Close, parameters.Integer("trend_window"));
        RevertWithTrend(rsi.Values, lower, upper, bars.Close, trend.Values, states);
    }

    private static void Revert(ReadOnlySpan<double> rsi, double lower, double upper, Span<sbyte> states)
    {
        var state = 0;
        for (var t = 0; t < states.Length && t < rsi.Length; t++)
        {
            state = Next(state, rsi[t], lower, upper, mayBuy: true, maySell: true);
            states[t] = (sbyte)state;
        }
    }

    private static void RevertWithTrend(ReadOnlySpan<double> rsi, double lower, double upper, ReadOnlySpan<double> close, ReadOnlySpan<double> trend, Span<sbyte> states)
    {
        var state = 0;
        for (var t = 0; t < states.Length; t++)
        {
            state = Next(state, rsi[t], lower, upper, mayBuy: close[t] > trend[t], maySell: close[t] < trend[t]);
            states[t] = (sbyte)state;
        }
    }

    // The exit is asked before the entry, so that one bar can end a short and begin a long. An index of NaN holds nothing and enters nothing.
    private static int Next(int state, double rsi, double lower, double upper, bool mayBuy, bool maySell)
    {
        if (state > 0 && !(rsi < Middle)) state = 0;
        else if (state < 0 && !(rsi > Middle)) state = 0;
        if (state != 0) return state;
        if (rsi < lower && mayBuy) return 1;
        return rsi > upper && maySell ? -1 : 0;
    }
}
