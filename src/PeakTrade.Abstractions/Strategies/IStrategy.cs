namespace PeakTrade;

/// <summary>
/// Maps bars to states. The law: the state of bar t may depend on bars 0 to t only. It is decided at bar t's close and
/// acted on from the next bar's open (or at that close, where the run says so). <c>Test-Strategy</c> proves it.
/// </summary>
public interface IStrategy
{
    /// <summary>Name, description and parameters.</summary>
    StrategyInfo Info { get; }

    /// <summary>How many bars pass before the first state can be anything but 0; the data must hold more. 0 where that is not known.</summary>
    int WarmUpBars(ParameterSet parameters) => 0;

    /// <summary>
    /// Writes a state for each bar: 1 long, 0 flat, -1 short. <paramref name="states"/> is as long as the bars and comes zeroed.
    /// May be called from several threads at once; keep no state in fields.
    /// </summary>
    void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states);
}
