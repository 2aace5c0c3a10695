namespace PeakTrade.Engine.Simulation;

/// <summary>Counts trades as they end, and keeps them where somebody will want to read them.</summary>
internal sealed class TradeLedger(bool keep)
{
    private Trade[] _trades = keep ? new Trade[64] : [];

    public int Count { get; private set; }

    public int Closed { get; private set; }

    public int Wins { get; private set; }

    public int Losses { get; private set; }

    public double GrossProfit { get; private set; }

    public double GrossLoss { get; private set; }

    public double ClosedProfit { get; private set; }

    public long HoldingBars { get; private set; }

    public int LongestHoldingBars { get; private set; }

    public void Clear()
    {
        (Count, Closed, Wins, Losses, LongestHoldingBars, HoldingBars) = (0, 0, 0, 0, 0, 0);
        (GrossProfit, GrossLoss, ClosedProfit) = (0, 0, 0);
    }

    public void Add(in Trade trade)
    {
        if (keep) Keep(trade);
        Count++;
        HoldingBars += trade.HoldingBars;
        LongestHoldingBars = Math.Max(LongestHoldingBars, trade.HoldingBars);
        if (trade.IsOpen) return;

        Closed++;
        ClosedProfit += trade.Profit;
        if (trade.Profit > 0)
        {
            Wins++;
            GrossProfit += trade.Profit;
        }
        else if (trade.Profit < 0)
        {
            Losses++;
            GrossLoss -= trade.Profit;
        }
    }

    public Trade[] ToArray() => _trades.AsSpan(0, keep ? Count : 0).ToArray();

    private void Keep(in Trade trade)
    {
        if (Count == _trades.Length) Array.Resize(ref _trades, _trades.Length * 2);
        _trades[Count] = trade with { Number = Count + 1 };
    }
}
