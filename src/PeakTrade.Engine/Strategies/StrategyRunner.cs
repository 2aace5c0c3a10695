namespace PeakTrade.Engine;

/// <summary>Runs a strategy's own code, and says clearly what is wrong where it fails.</summary>
public static class StrategyRunner
{
    /// <summary>Writes the strategy's state for each bar, checked to be -1, 0 or 1.</summary>
    public static void Decide(IStrategy strategy, Bars bars, ParameterSet parameters, Span<sbyte> states)
    {
        using var part = StageClock.Measure(RunStage.Signals);
        if (states.Length != bars.Count) throw new ArgumentException($"There must be one state for each of the {bars.Count} bars, and there are {states.Length}.", nameof(states));
        CheckBars(strategy, bars, parameters);
        states.Clear();
        try
        {
            strategy.Decide(bars, parameters, states);
        }
        catch (Exception failure) when (IsTheStrategys(failure))
        {
            throw Threw(strategy, bars, parameters, failure);
        }

        CheckStates(strategy, bars, states);
    }

    /// <summary>Faults where the data do not hold more bars than the strategy's warm-up.</summary>
    public static void CheckBars(IStrategy strategy, Bars bars, ParameterSet parameters)
    {
        var warmUp = WarmUp(strategy, bars, parameters);
        if (bars.Count <= warmUp)
            throw FaultCatalogue.StrategyTooFewBars.Because($"{Named(strategy, parameters)} needs at least {warmUp + 1} bars; {bars.Symbol} holds {bars.Count}.", target: bars.Symbol);
    }

    internal static int WarmUp(IStrategy strategy, Bars bars, ParameterSet parameters)
    {
        try
        {
            return Math.Max(0, strategy.WarmUpBars(parameters));
        }
        catch (Exception failure) when (IsTheStrategys(failure))
        {
            throw Threw(strategy, bars, parameters, failure);
        }
    }

    internal static string Named(IStrategy strategy, ParameterSet parameters) => parameters.Count == 0 ? strategy.Info.Key : $"{strategy.Info.Key} with {parameters}";

    // A cancelled run is no fault, and a fault that already names its cause says it better.
    private static bool IsTheStrategys(Exception failure) => failure is not (OperationCanceledException or PeakTradeException);

    private static PeakTradeException Threw(IStrategy strategy, Bars bars, ParameterSet parameters, Exception failure) =>
        FaultCatalogue.StrategyThrew.Because($"{Named(strategy, parameters)} failed on {bars.Symbol} ({bars.Count} bars): {failure.GetType().Name}: {failure.Message}", target: strategy.Info.Key, inner: failure);

    private static void CheckStates(IStrategy strategy, Bars bars, ReadOnlySpan<sbyte> states)
    {
        var bar = states.IndexOfAnyExceptInRange((sbyte)-1, (sbyte)1);
        if (bar >= 0)
            throw FaultCatalogue.StrategyBadStates.Because($"{strategy.Info.Key} returned {states[bar]} for bar {bar} ({bars.TimeAt(bar):yyyy-MM-ddTHH:mm:ssZ}) of {bars.Symbol}; a state is -1, 0 or 1.", target: strategy.Info.Key);
    }
}
