using System;
using PeakTrade;
using PeakTrade.Engine;

/// <summary>Long after a rise over so many bars, short after a fall, flat where the move is too small to mean anything.</summary>
public sealed class Momentum : IStrategy
{
    public StrategyInfo Info { get; } = new("momentum", "Follows the move of the last bars where it is large enough.",
    [
        Parameter.Integer("lookback", 60, low: 5, high: 250, "Bars that the move is measured over"),
        Parameter.Number("threshold", 0.05, low: 0.0, high: 1.0, "How large a move, as a fraction of the price"),
        Parameter.Integer("smooth", 5, low: 1, high: 50, "Bars of the average that takes the noise out of the close"),
    ],
    relations: ["smooth < lookback"]);

    public int WarmUpBars(ParameterSet parameters) => parameters.Integer("smooth") - 1 + parameters.Integer("lookback");

    public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states)
    {
        var lookback = parameters.Integer("lookback");
        var threshold = parameters.Number("threshold");
        using var smooth = Sma.Of(bars.Close, parameters.Integer("smooth"));
        for (var t = smooth.FirstValid + lookback; t < states.Length; t++)
        {
            var move = smooth[t] / smooth[t - lookback] - 1;
            states[t] = (sbyte)(move > threshold ? 1 : move < -threshold ? -1 : 0);
        }
    }
}
