using System.Globalization;

namespace PeakTrade;

/// <summary>When a signal made from bar t's data fills.</summary>
public enum FillRule
{
    /// <summary>At the next bar's open.</summary>
    NextOpen,

    /// <summary>At the same bar's close.</summary>
    Close,
}

/// <summary>Which of a stop and a target comes first when both lie inside one bar.</summary>
public enum IntrabarRule
{
    /// <summary>The stop.</summary>
    Pessimistic,

    /// <summary>The target.</summary>
    Optimistic,

    /// <summary>Open-high-low-close or open-low-high-close, by which extreme is nearer the open.</summary>
    Path,
}

/// <summary>How a run is worked out. Both give the same numbers wherever no order lives inside a bar.</summary>
public enum ExecutionMode
{
    /// <summary>Bar by bar, with orders and their journal.</summary>
    Pipeline,

    /// <summary>From state change to state change, whole columns at a time; no stops, no journal.</summary>
    Vectorized,
}

/// <summary>How the units of a position are found.</summary>
public enum SizingKind
{
    /// <summary>A fraction of the equity, fee included.</summary>
    Fraction,

    /// <summary>An amount of cash, fee included.</summary>
    FixedCash,

    /// <summary>A number of units.</summary>
    FixedUnits,

    /// <summary>So many units that the position's volatility a year is the given one.</summary>
    VolatilityTarget,

    /// <summary>So many units that the stop loses the given fraction of the equity.</summary>
    RiskPerTrade,
}

/// <summary>How the units of a position are found, and the figure that goes with it.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Value">A fraction, an amount or a number of units, by kind.</param>
/// <param name="WindowBars">Bars that the volatility is measured over, for <see cref="SizingKind.VolatilityTarget"/>.</param>
public sealed record Sizing(SizingKind Kind, double Value, int WindowBars = 20)
{
    /// <summary>The whole equity.</summary>
    public static Sizing AllEquity { get; } = new(SizingKind.Fraction, 1.0);
}

/// <summary>A distance from a price: a fraction of it, or a multiple of the average true range at the signal.</summary>
public sealed record Distance
{
    private Distance(double fraction, int atrWindowBars, double multiple) => (Fraction, AtrWindowBars, Multiple) = (fraction, atrWindowBars, multiple);

    /// <summary>The fraction of the price; 0 for an average-true-range distance.</summary>
    public double Fraction { get; }

    /// <summary>Bars of the average true range; 0 for a fraction.</summary>
    public int AtrWindowBars { get; }

    /// <summary>How many average true ranges.</summary>
    public double Multiple { get; }

    /// <summary>Whether it is measured in average true ranges.</summary>
    public bool IsAtr => AtrWindowBars > 0;

    /// <summary>A fraction of the price.</summary>
    public static Distance OfPrice(double fraction) => new(fraction, 0, 0);

    /// <summary>A multiple of the average true range.</summary>
    public static Distance OfAtr(int windowBars, double multiple) => new(0, windowBars, multiple);

    /// <inheritdoc/>
    public override string ToString() => IsAtr ? string.Create(CultureInfo.InvariantCulture, $"{Multiple} x ATR({AtrWindowBars})") : Fraction.ToString(CultureInfo.InvariantCulture);
}
