namespace PeakTrade.Engine;

/// <summary>
/// A strategy that weighs the instruments of a universe against each other. It stands in the registry beside those of one instrument, has no parameters (the
/// <c>[portfolio]</c> table and the factor bundle say it all), and has no states.
/// </summary>
public sealed class WeightStrategy : IStrategy
{
    private WeightStrategy(string key, string description) => Info = new StrategyInfo(key, description, []);

    /// <summary>Scores by a factor bundle, best long and worst short.</summary>
    public static WeightStrategy MultifactorLongShort { get; } = new("multifactor_long_short", "Scores a universe by a factor bundle, and holds the best long and the worst short.");

    /// <summary>All alike.</summary>
    public static WeightStrategy EqualWeight { get; } = new("equal_weight", "Holds all instruments of a universe, each weighing the same.");

    /// <inheritdoc/>
    public StrategyInfo Info { get; }

    /// <inheritdoc/>
    public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) =>
        throw FaultCatalogue.StrategyNeedsPortfolio.Because($"{Info.Key} weighs the instruments of a universe against each other, and has no states of one instrument.", target: Info.Key);
}
