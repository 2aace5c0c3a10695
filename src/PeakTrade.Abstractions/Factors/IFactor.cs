namespace PeakTrade;

/// <summary>
/// A number a bar of an instrument, by which instruments are compared. One object computes many instruments, and may be asked by several
/// threads at once: it keeps nothing between calls.
/// </summary>
public interface IFactor
{
    /// <summary>What its panels are called, its numbers in it: <c>momentum_12_1</c>. Letters, digits, <c>_</c>, <c>-</c> and <c>.</c>, a letter first.</summary>
    string Name { get; }

    /// <summary>Whether it needs the market's returns; they are worked out only for those who do.</summary>
    bool NeedsMarket => false;

    /// <summary>Writes one value a bar. The value of bar <c>t</c> uses bars up to <c>t</c> only.</summary>
    /// <param name="bars">The bars of one instrument.</param>
    /// <param name="market">The market's return from the bar before to each bar, NaN where it has none; empty unless <see cref="NeedsMarket"/>.</param>
    /// <param name="values">Where the values go, one a bar. It holds NaN, which stands for undefined.</param>
    void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values);
}
