namespace PeakTrade;

/// <summary>What some fills cost, in parts that add up. Above 0 is a cost, below it a gain. Each formula stands in <c>docs/tca-report.md</c>.</summary>
public readonly record struct TcaCosts
{
    /// <summary>How many fills.</summary>
    public int Fills { get; init; }

    /// <summary>Units times the filled price, over all of them.</summary>
    public double Notional { get; init; }

    /// <summary>What the price moved from the decision to the fill, before slippage.</summary>
    public double Delay { get; init; }

    /// <summary>What slippage, half the spread and the like, cost.</summary>
    public double Slippage { get; init; }

    /// <summary>Fees.</summary>
    public double Fees { get; init; }

    /// <summary>Borrow paid for shorts, which stands at the fill that opened them.</summary>
    public double Borrow { get; init; }

    /// <summary>The implementation shortfall: all parts together.</summary>
    public double Shortfall => Delay + Slippage + Fees + Borrow;

    /// <summary>The shortfall in hundredths of a percent of the notional; null where nothing was traded.</summary>
    public double? ShortfallBps => Bps(Shortfall);

    /// <inheritdoc cref="Delay"/>
    public double? DelayBps => Bps(Delay);

    /// <inheritdoc cref="Slippage"/>
    public double? SlippageBps => Bps(Slippage);

    /// <inheritdoc cref="Fees"/>
    public double? FeesBps => Bps(Fees);

    /// <inheritdoc cref="Borrow"/>
    public double? BorrowBps => Bps(Borrow);

    /// <summary>Both together.</summary>
    public static TcaCosts operator +(TcaCosts a, TcaCosts b) => new()
    {
        Fills = a.Fills + b.Fills,
        Notional = a.Notional + b.Notional,
        Delay = a.Delay + b.Delay,
        Slippage = a.Slippage + b.Slippage,
        Fees = a.Fees + b.Fees,
        Borrow = a.Borrow + b.Borrow,
    };

    /// <inheritdoc cref="op_Addition"/>
    public static TcaCosts Add(TcaCosts left, TcaCosts right) => left + right;

    private double? Bps(double money) => Notional > 0 ? money / Notional * 10_000 : null;
}
