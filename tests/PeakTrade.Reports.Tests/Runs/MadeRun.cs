namespace PeakTrade.Reports.Tests;

/// <summary>A run laid out by hand: its equity bar by bar, its trades one by one.</summary>
internal sealed class MadeRun : IRunDetails
{
    public double[] Equity { get; init; } = [10_000, 10_100, 9_900, 10_400];

    public IReadOnlyList<Trade> Trades { get; init; } = [];

    public TimeSpan Spacing { get; init; } = TimeSpan.FromDays(1);

    public string Strategy { get; init; } = "ma_crossover";

    public string Symbol { get; init; } = "BTC/EUR";

    public ParameterSet Parameters { get; init; } = ParameterSet.Empty;

    public PortfolioFacts? Portfolio { get; init; }

    public Metrics Metrics { get; init; } = new();

    public long[] Ticks => [.. Enumerable.Range(0, Equity.Length).Select(t => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks + t * Spacing.Ticks)];

    public BacktestResult Result => new(Metrics with { Trades = Trades.Count }, this)
    {
        Strategy = Strategy, Symbol = Symbol, Parameters = Parameters, Portfolio = Portfolio, Bars = Equity.Length,
        Start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), End = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc) + Math.Max(0, Equity.Length - 1) * Spacing,
        RunId = Guid.NewGuid(), RunPath = "/somewhere", FinishedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>A trade of so much profit on a notional of 1,000.</summary>
    public static Trade Trade(int number, double profit, int bars, OrderKind? exit = OrderKind.Exit, Side side = Side.Long, string symbol = "BTC/EUR", int? entry = null, double fees = 1) => new()
    {
        Number = number, Symbol = symbol, Side = side, Units = 1, EntryBar = entry ?? 10 * number, ExitBar = (entry ?? 10 * number) + bars, ExitKind = exit, Fees = fees, Slippage = 0.5, Profit = profit, Return = profit / 1_000,
    };

    public IReadOnlyList<Trade> ReadTrades() => Trades;

    public IReadOnlyList<Order> ReadOrders() => [];

    public EquityCurve ReadEquity() => new(Ticks, Equity, new double[Equity.Length]);
}
