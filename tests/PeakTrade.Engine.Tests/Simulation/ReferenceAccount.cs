namespace PeakTrade.Engine.Tests.Simulation;

/// <summary>One bar with the columns gathered, as the plain engine likes it.</summary>
internal sealed record Bar(int Index, double Open, double High, double Low, double Close);

/// <summary>An order as the plain engine tells it.</summary>
internal sealed record ReferenceOrder(
    OrderKind Kind, Side Side, OrderStatus Status, int SignalBar, int EndBar, double Units, double? Level, double? FillPrice, double Fee, double Slippage, string Why);

/// <summary>A trade as the plain engine tells it.</summary>
internal sealed record ReferenceTrade(
    Side Side, double Units, int EntryBar, double EntryPrice, int ExitBar, double ExitPrice, OrderKind? ExitKind, double Fees, double Slippage, double Borrow)
{
    public double Profit => Units * (ExitPrice - EntryPrice) * (int)Side - Fees - Borrow;

    public double Return => Profit / (Units * EntryPrice);

    public int HoldingBars => ExitBar - EntryBar;
}

/// <summary>What the plain engine makes of bars, states and options.</summary>
internal sealed class ReferenceRun
{
    public List<double> Equity { get; } = [];

    public List<double> Units { get; } = [];

    public List<ReferenceTrade> Trades { get; } = [];

    public List<ReferenceOrder> Orders { get; } = [];

    public int AmbiguousBars { get; set; }

    public double NotionalFilled { get; set; }

    public double FinalPessimistic { get; set; }

    public double FinalOptimistic { get; set; }

    public double FinalEquity => Equity[^1];

    public bool OpenAtEnd => Trades.Count > 0 && Trades[^1].ExitKind is null;
}

/// <summary>A position that is held, with the levels around it.</summary>
internal sealed class Position
{
    public required Side Side { get; init; }

    public required double Units { get; init; }

    public required double EntryPrice { get; init; }

    public required int EntryBar { get; init; }

    public required double? Stop { get; init; }

    public required double? Target { get; init; }

    public required Func<double, double>? TrailDistance { get; init; }

    public double? Trail { get; set; }

    public double Best { get; set; }

    public double Fees { get; set; }

    public double Slippage { get; set; }

    public double Borrow { get; set; }

    public double SignedUnits => Units * (int)Side;
}
