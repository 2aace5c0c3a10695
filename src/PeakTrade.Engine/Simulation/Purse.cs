namespace PeakTrade.Engine.Simulation;

/// <summary>
/// An account's cash, and what the account holds beside the instrument that is being traded. A run of one instrument has a purse of its own and nothing
/// beside; where several share one, who runs them says what lies beside before each desk acts.
/// </summary>
internal sealed class Purse(double cash)
{
    public double Cash { get; set; } = cash;

    /// <summary>What all other positions are worth, longs less shorts.</summary>
    public double NetBeside { get; set; }

    /// <summary>What all other positions are worth, longs and shorts.</summary>
    public double GrossBeside { get; set; }

    /// <summary>How many other positions there are.</summary>
    public int PositionsBeside { get; set; }

    /// <summary>Over how many positions the equity is spread.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>How many positions there may be at once.</summary>
    public int MaxPositions { get; init; } = int.MaxValue;

    /// <summary>What all positions together may be worth when one is opened, in multiples of the equity.</summary>
    public double MaxGross { get; init; } = double.PositiveInfinity;

    /// <summary>The equity that an entry is sized on; nothing is held of its own instrument then.</summary>
    public double EquityToSizeOn => (Cash + NetBeside) / Slots;

    /// <summary>What an entry may cost so that all positions stay within <see cref="MaxGross"/>.</summary>
    public double Room => MaxGross * (Cash + NetBeside) - GrossBeside;

    /// <summary>Whether there may be no further position.</summary>
    public bool IsFull => PositionsBeside >= MaxPositions;

    /// <summary>What stands behind a position: the cash, and what the others leave above their own maintenance margin.</summary>
    public double Backing(double margin) => Cash + NetBeside - margin * GrossBeside;
}
