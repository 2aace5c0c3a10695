namespace PeakTrade.Reports;

/// <summary>
/// What a set of trades did. Counts are of all trades; everything about winning is of closed ones, as in <c>docs/metrics.md</c>: an open trade's profit is a mark and not
/// yet won. NaN is undefined.
/// </summary>
internal sealed class TradeStatistics
{
    /// <summary>The statistics of trades in order of entry.</summary>
    public TradeStatistics(IReadOnlyList<Trade> trades)
    {
        var closed = new List<Trade>(trades.Count);
        foreach (var trade in trades)
        {
            if (trade.Side == Side.Long) Long++;
            else Short++;
            Fees += trade.Fees;
            Slippage += trade.Slippage;
            Borrow += trade.Borrow;
            if (trade.IsOpen) OpenProfit += trade.Profit;
            else closed.Add(trade);
        }

        (Trades, Closed) = (trades.Count, closed.Count);
        // Held side by side, as in a portfolio, they are won and lost in the order of their ends.
        if (!IsInOrderOfExit(closed)) closed = [.. closed.OrderBy(t => t.ExitBar).ThenBy(t => t.Number)];
        Count(closed);
        Profit = new Spread(closed.ConvertAll(t => t.Profit));
        Return = new Spread(closed.ConvertAll(t => t.Return));
    }

    /// <summary>How many there are.</summary>
    public int Trades { get; }

    /// <inheritdoc cref="Trades"/>
    public int Long { get; }

    /// <inheritdoc cref="Trades"/>
    public int Short { get; }

    /// <inheritdoc cref="Trades"/>
    public int Closed { get; }

    /// <summary>Closed trades with a profit above 0.</summary>
    public int Winners { get; private set; }

    /// <summary>Closed trades with a profit below 0.</summary>
    public int Losers { get; private set; }

    /// <summary>The share of closed trades that won.</summary>
    public double WinRate => Closed > 0 ? (double)Winners / Closed : double.NaN;

    /// <summary>Gross profit over gross loss.</summary>
    public double ProfitFactor => GrossLoss > 0 ? GrossProfit / GrossLoss : double.NaN;

    /// <summary>The mean win over the mean loss.</summary>
    public double Payoff => Winners > 0 && Losers > 0 ? GrossProfit / Winners / (GrossLoss / Losers) : double.NaN;

    /// <summary>The sum of the profits above 0.</summary>
    public double GrossProfit { get; private set; }

    /// <summary>The sum of the profits below 0, without its sign.</summary>
    public double GrossLoss { get; private set; }

    /// <summary>The sum of the profits of closed trades.</summary>
    public double NetProfit { get; private set; }

    /// <summary>What trades that are still open have made so far.</summary>
    public double OpenProfit { get; }

    /// <summary>What they cost.</summary>
    public double Fees { get; }

    /// <inheritdoc cref="Fees"/>
    public double Slippage { get; }

    /// <inheritdoc cref="Fees"/>
    public double Borrow { get; }

    /// <summary>Profits of closed trades.</summary>
    public Spread Profit { get; }

    /// <summary>Their profits over the notionals of their entries.</summary>
    public Spread Return { get; }

    /// <summary>The mean of the bars that winners were held.</summary>
    public double AverageBarsOfWinners { get; private set; } = double.NaN;

    /// <summary>The mean of the bars that losers were held.</summary>
    public double AverageBarsOfLosers { get; private set; } = double.NaN;

    /// <summary>The most closed trades in a row that won.</summary>
    public int LongestWinningStreak { get; private set; }

    /// <summary>The most closed trades in a row that lost.</summary>
    public int LongestLosingStreak { get; private set; }

    private void Count(List<Trade> closed)
    {
        var (won, lost) = (0, 0);
        var (barsOfWinners, barsOfLosers) = (0L, 0L);
        foreach (var trade in closed)
        {
            NetProfit += trade.Profit;
            won = trade.Profit > 0 ? won + 1 : 0;
            lost = trade.Profit < 0 ? lost + 1 : 0;
            LongestWinningStreak = Math.Max(LongestWinningStreak, won);
            LongestLosingStreak = Math.Max(LongestLosingStreak, lost);
            if (trade.Profit > 0)
            {
                Winners++;
                GrossProfit += trade.Profit;
                barsOfWinners += trade.HoldingBars;
            }
            else if (trade.Profit < 0)
            {
                Losers++;
                GrossLoss -= trade.Profit;
                barsOfLosers += trade.HoldingBars;
            }
        }

        if (Winners > 0) AverageBarsOfWinners = (double)barsOfWinners / Winners;
        if (Losers > 0) AverageBarsOfLosers = (double)barsOfLosers / Losers;
    }

    private static bool IsInOrderOfExit(List<Trade> trades)
    {
        for (var i = 1; i < trades.Count; i++)
        {
            if (trades[i].ExitBar < trades[i - 1].ExitBar) return false;
        }

        return true;
    }
}

/// <summary>How a figure is spread over trades; NaN where there is no trade.</summary>
internal readonly record struct Spread
{
    public Spread(List<double> values)
    {
        if (values.Count == 0)
        {
            (Average, Median, Best, Worst) = (double.NaN, double.NaN, double.NaN, double.NaN);
            return;
        }

        Average = values.Sum() / values.Count;
        values.Sort();
        var middle = values.Count / 2;
        Median = values.Count % 2 == 1 ? values[middle] : values[middle - 1] / 2 + values[middle] / 2;
        (Best, Worst) = (values[^1], values[0]);
    }

    public double Average { get; }

    public double Median { get; }

    public double Best { get; }

    public double Worst { get; }
}
