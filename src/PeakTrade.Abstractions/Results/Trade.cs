namespace PeakTrade;

/// <summary>Long or short.</summary>
public enum Side
{
    /// <summary>Short.</summary>
    Short = -1,

    /// <summary>Long.</summary>
    Long = 1,
}

/// <summary>Why a position was closed, or an order made.</summary>
public enum OrderKind
{
    /// <summary>Opens a position because the state changed.</summary>
    Entry,

    /// <summary>Closes a position because the state changed.</summary>
    Exit,

    /// <summary>Closes at the stop loss.</summary>
    StopLoss,

    /// <summary>Closes at the take profit.</summary>
    TakeProfit,

    /// <summary>Closes at the trailing stop.</summary>
    TrailingStop,

    /// <summary>Closes because the equity fell to the maintenance margin.</summary>
    Liquidation,

    /// <summary>Closes because the instrument's data end before the portfolio's.</summary>
    Delisting,
}

/// <summary>A position from its entry to its exit, or to the end of the data.</summary>
public readonly record struct Trade
{
    /// <summary>Counts from 1.</summary>
    public int Number { get; init; }

    /// <summary>The instrument.</summary>
    public string Symbol { get; init; }

    /// <summary>Long or short.</summary>
    public Side Side { get; init; }

    /// <summary>Units held, above 0.</summary>
    public double Units { get; init; }

    /// <summary>The bar of the entry, counted from 0.</summary>
    public int EntryBar { get; init; }

    /// <summary>That bar's time, in UTC.</summary>
    public DateTime EntryTime { get; init; }

    /// <summary>The filled price, slippage included.</summary>
    public double EntryPrice { get; init; }

    /// <summary>The bar of the exit, or the last bar where the trade is open.</summary>
    public int ExitBar { get; init; }

    /// <summary>That bar's time, in UTC.</summary>
    public DateTime ExitTime { get; init; }

    /// <summary>The filled price, slippage included; the last close where the trade is open.</summary>
    public double ExitPrice { get; init; }

    /// <summary>What closed it; null where it is open.</summary>
    public OrderKind? ExitKind { get; init; }

    /// <summary>Fees of entry and exit.</summary>
    public double Fees { get; init; }

    /// <summary>What slippage cost at entry and exit; the filled prices hold it already.</summary>
    public double Slippage { get; init; }

    /// <summary>Borrow paid, for shorts.</summary>
    public double Borrow { get; init; }

    /// <summary>Profit after fees, slippage and borrow.</summary>
    public double Profit { get; init; }

    /// <summary>Profit over the entry's notional.</summary>
    public double Return { get; init; }

    /// <summary>Whether the position was still open at the end of the data.</summary>
    public bool IsOpen => ExitKind is null;

    /// <summary>Bars from entry to exit.</summary>
    public int HoldingBars => ExitBar - EntryBar;
}
