namespace PeakTrade.Runs.Tests;

/// <summary>A run that the tests save, small and with a bit of everything.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Finished = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static DateTime Day(int day) => new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day);

    public static EquityCurve Equity() => new(new[] { Day(0).Ticks, Day(1).Ticks, Day(2).AddTicks(5_000_000).Ticks }, new[] { 10_000, 12_000, 9_000.25 }, new[] { 0, 1.5, -2 });

    public static Trade Trade() => new()
    {
        Number = 1, Side = Side.Short, Units = 1.5, EntryBar = 1, EntryTime = Day(1), EntryPrice = 100.5, ExitBar = 2, ExitTime = Day(2), ExitPrice = 90,
        ExitKind = OrderKind.StopLoss, Fees = 0.25, Slippage = 0.1, Borrow = 0.05, Profit = 15.45, Return = 0.1024, Symbol = "BTC/EUR",
    };

    public static Order Order() => new()
    {
        Number = 1, SignalBar = 0, SignalTime = Day(0), Kind = OrderKind.TakeProfit, Side = Side.Long, Units = 2, Level = 110.5, Status = OrderStatus.Filled,
        Reason = "filled at 110.5, \"level\" reached", EndBar = 2, EndTime = Day(2), FillPrice = 110.25, Fee = 0.2, Slippage = 0.05,
        Symbol = "BTC/EUR", DecisionPrice = 110.5,
    };

    public static BacktestResult Result(IRunDetails? details = null) => new(new Metrics { FinalEquity = 9_000.25, TotalReturn = -0.099975, Trades = 1, PeriodsPerYear = 365, PeriodsPerYearSource = "daily bars, weekends traded" }, details ?? new Details(Equity(), [Trade()], [Order()]))
    {
        Symbol = "BTC/EUR",
        Strategy = "ma_crossover",
        Parameters = new([new("fast_window", 20L), new("threshold", 2.0), new("average", "ema"), new("filter", true)]),
        Start = Day(0),
        End = Day(2).AddTicks(5_000_000),
        Bars = 3,
        FinalEquityPessimistic = 9_000.25,
        FinalEquityOptimistic = 9_100,
        DataHash = new string('d', 64),
        ConfigHash = new string('c', 64),
        Path = "/data/btc.csv",
    };

    public static RunEvidence Evidence(DateTimeOffset? finished = null) => new()
    {
        ConfigToml = "[strategy]\nkey = \"ma_crossover\"\n",
        ConfigJson = "{\"strategy\":{\"key\":\"ma_crossover\"}}\n",
        EngineVersion = "0.1.0",
        Git = new("0123456789abcdef0123456789abcdef01234567", false),
        Host = new("Linux 6", "x64", 2, "10.0.0", new string('e', 64)),
        Seed = 42,
        Started = (finished ?? Finished).AddSeconds(-1.5),
        Finished = finished ?? Finished,
        Notices = ["2 gaps"],
    };

    public static PortfolioFacts Facts() => new()
    {
        Symbols = ["AAA", "B,B"],
        Sectors = new Dictionary<string, string> { ["B,B"] = "Banks", ["AAA"] = "Air & \"space\"" },
        Bundle = "core",
        Factors = ["momentum_12_1", "reversal_5d"],
        Rebalances = 2,
        AverageGross = 0.75,
        AverageNet = -0.125,
        AveragePositions = 1.5,
        LargestWeight = 0.6,
        Delisted = ["B,B"],
    };

    public static Holding[] Holdings() => [new(Day(1), "AAA", 10, 100.5, 0.1, 0.125, 1.5), new(Day(1), "B,B", -3, 50, -0.015, -0.02, null)];

    public static ExposurePoint[] Exposure() => [new(Day(0), 10_000, 0, 0, 0, 0, 0), new(Day(1), 9_145, 1_005, 150, 2, 0.1005, 0.775)];

    public static FactorContribution[] Contributions() => [new(Day(1), Day(2), "momentum_12_1", 0.25, -0.02, -0.005), new(Day(1), Day(2), "specific", null, null, 0.001)];

    public static BacktestResult Portfolio() => Result(new Details(Equity(), [Trade()], [Order()]) { AllHoldings = Holdings(), AllExposure = Exposure(), AllContributions = Contributions() }) with { Portfolio = Facts() };

    /// <summary>Details in memory, as a run just made has them.</summary>
    public sealed record Details(EquityCurve Curve, IReadOnlyList<Trade> AllTrades, IReadOnlyList<Order> AllOrders) : IRunDetails
    {
        public IReadOnlyList<Holding> AllHoldings { get; init; } = [];

        public IReadOnlyList<ExposurePoint> AllExposure { get; init; } = [];

        public IReadOnlyList<FactorContribution> AllContributions { get; init; } = [];


        public EquityCurve ReadEquity() => Curve;

        public IReadOnlyList<Trade> ReadTrades() => AllTrades;

        public IReadOnlyList<Order> ReadOrders() => AllOrders;

        public IReadOnlyList<Holding> ReadHoldings() => AllHoldings;

        public IReadOnlyList<ExposurePoint> ReadExposure() => AllExposure;

        public IReadOnlyList<FactorContribution> ReadFactorContributions() => AllContributions;
    }

    /// <summary>Details that fail when the orders are asked for: other files are written by then.</summary>
    public sealed class Failing(Action fail) : IRunDetails
    {
        public EquityCurve ReadEquity() => Equity();

        public IReadOnlyList<Trade> ReadTrades() => [Trade()];

        public IReadOnlyList<Order> ReadOrders()
        {
            fail();
            return [];
        }
    }
}
