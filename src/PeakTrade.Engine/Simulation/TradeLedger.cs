namespace PeakTrade.Engine.Simulation;

/// <summary>Counts trades as they end, and keeps them where there is room for them: for a run whose trades nobody will read there is none.</summary>
internal sealed class TradeLedger(int room)
{
    private readonly Trade[] _trades = new Trade[room];

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
        if (room > 0) _trades[Count] = trade with { Number = Count + 1 };
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

    public ArraySegment<Trade> Kept => new(_trades, 0, room > 0 ? Count : 0);
}
