namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>Gives its tests the word to begin with.</summary>
public abstract class FillTest
{
    /// <summary>Bars like <c>O100 H105 L99 C104</c>, one after the other.</summary>
    private protected static Tape Tape(params string[] bars) => new(bars, ".", Simulation.Tape.Plain);
}
