namespace PeakTrade.Engine.Simulation;

/// <summary>
/// One position, what it has paid, and the purse that pays. All executions fill through it, so that a fill is the same arithmetic
/// in all.
/// </summary>
internal struct Account(BacktestOptions options, Bars bars, TradeLedger ledger, Purse purse)
{
    private readonly Costs _costs = new(options);
    private double _entryFee, _entrySlippage, _entryBorrow;
    private int _entryBar;

    public readonly double Cash => purse.Cash;

    /// <summary>Units held: above 0 long, below 0 short.</summary>
    public double Units { get; private set; }

    /// <summary>The filled price of the position's entry.</summary>
    public double EntryPrice { get; private set; }

    public double FeesPaid { get; private set; }

    public double SlippagePaid { get; private set; }

    public double BorrowPaid { get; private set; }

    /// <summary>Notional of all fills.</summary>
    public double Traded { get; private set; }

    public readonly Paid Paid => new(FeesPaid, SlippagePaid, BorrowPaid, Traded);

    public readonly Costs Costs => _costs;

    public readonly bool IsFlat => Units == 0;

    public readonly Side Side => Units > 0 ? Side.Long : Side.Short;

    public Fill Open(int bar, Side side, double units, double price)
    {
        var fill = Price(side == Side.Long, units, price);
        EntryPrice = fill.Price;
        _entryBar = bar;
        (_entryFee, _entrySlippage, _entryBorrow) = (fill.Fee, fill.Slippage, 0);
        Units = side == Side.Long ? units : -units;
        purse.Cash -= Units * fill.Price;
        purse.Cash -= fill.Fee;
        return fill;
    }

    public Fill Close(int bar, double price, OrderKind kind)
    {
        var fill = Price(buy: Units < 0, Math.Abs(Units), price);
        purse.Cash += Units * fill.Price;
        purse.Cash -= fill.Fee;
        ledger.Add(TradeTo(bar, fill.Price, _entryFee + fill.Fee, _entrySlippage + fill.Slippage, kind));
        Units = 0;
        return fill;
    }

    /// <summary>What a short pays at a bar's close for the units it has borrowed.</summary>
    public void PayBorrow(double close, double ratePerBar)
    {
        var due = -Units * close * ratePerBar;
        purse.Cash -= due;
        BorrowPaid += due;
        _entryBorrow += due;
    }

    /// <summary>Enters the position that is still open into the ledger, marked at the last close.</summary>
    public readonly void MarkOpen(int bar, double close) => ledger.Add(TradeTo(bar, close, _entryFee, _entrySlippage, null));

    /// <summary>
    /// The price at which equity is down to the maintenance margin of all positions' value; not a number where no price does that.
    /// </summary>
    public readonly double LiquidationPrice(double margin)
    {
        // Equity = cash + others' net + units x price, value = others' gross + |units| x price; equity = margin x value, solved for the price.
        var backing = purse.Backing(margin);
        var price = Units > 0 ? -backing / (Units * (1 - margin)) : backing / (-Units * (1 + margin));
        return Units > 0 && price <= 0 ? double.NaN : price;
    }

    private Fill Price(bool buy, double units, double price)
    {
        var filled = _costs.Filled(price, buy);
        var notional = units * filled;
        var fill = new Fill(filled, _costs.Fee(notional), Math.Abs(filled - price) * units);
        FeesPaid += fill.Fee;
        SlippagePaid += fill.Slippage;
        Traded += notional;
        return fill;
    }

    private readonly Trade TradeTo(int bar, double price, double fees, double slippage, OrderKind? kind)
    {
        var notional = Math.Abs(Units) * EntryPrice;
        var profit = Units * (price - EntryPrice) - fees - _entryBorrow;
        return new Trade
        {
            Symbol = bars.Symbol,
            Side = Side,
            Units = Math.Abs(Units),
            EntryBar = _entryBar,
            EntryTime = bars.TimeAt(_entryBar),
            EntryPrice = EntryPrice,
            ExitBar = bar,
            ExitTime = bars.TimeAt(bar),
            ExitPrice = price,
            ExitKind = kind,
            Fees = fees,
            Slippage = slippage,
            Borrow = _entryBorrow,
            Profit = profit,
            Return = profit / notional,
        };
    }
}

/// <summary>What an account has paid, and the notional of all its fills.</summary>
internal readonly record struct Paid(double Fees, double Slippage, double Borrow, double Traded);

/// <summary>A fill: the price with slippage, the fee, and what the slippage cost.</summary>
internal readonly record struct Fill(double Price, double Fee, double Slippage);
