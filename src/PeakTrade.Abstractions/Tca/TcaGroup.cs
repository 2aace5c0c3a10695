namespace PeakTrade;

/// <summary>What fills are put together by.</summary>
public enum TcaGrouping
{
    /// <summary>The instrument.</summary>
    Symbol,

    /// <summary>Bought or sold.</summary>
    Side,

    /// <summary>What the order was for.</summary>
    Kind,

    /// <summary>The hour of the bar that it filled in, in UTC.</summary>
    Hour,

    /// <summary>The weekday of that bar, in UTC.</summary>
    Weekday,

    /// <summary>The month of that bar, in UTC.</summary>
    Month,

    /// <summary>Quarters of the fills by notional.</summary>
    Size,
}

/// <summary>Fills that have something in common, and what they cost.</summary>
/// <param name="By">What they were put together by.</param>
/// <param name="Name">What they have in common.</param>
/// <param name="Costs">What they cost.</param>
public readonly record struct TcaGroup(TcaGrouping By, string Name, TcaCosts Costs);

/// <summary>Orders that did not fill: what was wanted and not had.</summary>
/// <param name="Status">How they ended.</param>
/// <param name="Kind">What they were for.</param>
/// <param name="Reason">Why, with <c>#</c> for the numbers, which differ from one to the next.</param>
/// <param name="Orders">How many.</param>
public readonly record struct TcaUnfilled(OrderStatus Status, OrderKind Kind, string Reason, int Orders);
