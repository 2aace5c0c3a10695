using System.Text;

namespace PeakTrade.Reports.Tests;

/// <summary>Runs that nobody made, with all that a page shows: a walk of equity, trades, orders, a receipt.</summary>
internal sealed record PageRun : IRunDetails
{
    public static readonly DateTime First = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public required double[] Equity { get; init; }

    public string Strategy { get; init; } = "ma_crossover";

    public string Symbol { get; init; } = "BTC/EUR";

    public int Trades { get; init; } = 12;

    public TimeSpan Spacing { get; init; } = TimeSpan.FromDays(1);

    public ParameterSet Parameters { get; init; } = new([KeyValuePair.Create("fast_window", (object)20L), KeyValuePair.Create("slow_window", (object)50L)]);

    public PortfolioFacts? Facts { get; init; }

    public Metrics? Metrics { get; init; }

    public int AmbiguousBars { get; init; }

    public string? NoTradesReason { get; init; }

    public string Reason { get; init; } = "the position was closed at bar 7 by another order";

    public long[] Ticks => [.. Enumerable.Range(0, Equity.Length).Select(t => First.Ticks + t * Spacing.Ticks)];

    public BacktestResult Result => new(
        (Metrics ?? new Metrics
        {
            FinalEquity = Equity[^1], TotalReturn = Equity[^1] / 10_000 - 1, Cagr = 0.1, Volatility = 0.2, Sharpe = 1.2, Sortino = 1.7, Calmar = 0.5, MaxDrawdown = -0.2, MaxDrawdownBars = 90, Skew = 0.1, Kurtosis = 1.5,
            ValueAtRisk95 = -0.018, WinRate = 0.55, ProfitFactor = 1.4, Exposure = 0.6, FeesPaid = 123.4, SlippagePaid = 61.7, PeriodsPerYear = 365, PeriodsPerYearSource = "daily bars",
        }) with { Trades = Trades }, this)
    {
        Symbol = Symbol, Strategy = Strategy, Parameters = Parameters, Start = First, End = First + (Equity.Length - 1) * Spacing, Bars = Equity.Length, Portfolio = Facts, NoTradesReason = NoTradesReason,
        AmbiguousBars = AmbiguousBars, FinalEquityPessimistic = Equity[^1] * 0.93, FinalEquityOptimistic = Equity[^1] * 1.08, RunId = Guid.Parse("3f1c9a7e-0b52-4d0e-9c1f-2a6b7d8e9f01"), DataHash = "da7a", ConfigHash = "c0f1",
    };

    public RunStory Story => new(Result)
    {
        Receipt = new RunReceipt
        {
            RunId = Guid.Parse("3f1c9a7e-0b52-4d0e-9c1f-2a6b7d8e9f01"), Strategy = Strategy, Symbol = Symbol, EngineVersion = "0.1.0", GitCommit = "0123abcd", GitDirty = true, Seed = 42, ConfigHash = "c0f1", DataHash = "da7a", DataPath = "data/btc.csv", Started = First, Finished = First.AddSeconds(1),
            Seconds = 1, Host = [KeyValuePair.Create("cores", "2")], Notices = ["two rows were odd"], Artifacts = [new RunArtifact("equity.csv", "e90117", 1234)],
        },
        Settings = [KeyValuePair.Create("backtest.fee_bps", "10")],
        TradesLink = "../trades.parquet",
    };

    public string Page => Write(Story);

    public static PageRun Of(int bars) => new() { Equity = SampleRun.Walk(bars, 1) };

    public static PageRun Hostile()
    {
        const string evil = "</script><script>document.documentElement.setAttribute('data-hacked','1')</script>\"'><img src=x onerror=\"document.documentElement.setAttribute('data-hacked','2')\">";
        return Of(300) with { Strategy = "<script>alert(1)</script>", Symbol = evil, Reason = evil, NoTradesReason = evil, Parameters = new([KeyValuePair.Create(evil, (object)evil)]) };
    }

    public static string Write(RunStory story)
    {
        using var text = new StringWriter(new StringBuilder());
        RunPage.Write(story, text);
        return text.ToString();
    }

    public static string Compare(params IReadOnlyList<PageRun> runs)
    {
        using var text = new StringWriter(new StringBuilder());
        ComparisonPage.Write([.. runs.Select(r => r.Result)], text);
        return text.ToString();
    }

    public IReadOnlyList<Trade> ReadTrades() => [.. Enumerable.Range(0, Trades).Select(k => new Trade
    {
        Number = k + 1, Symbol = Facts is null ? Symbol : $"SYM{k % 5}", Side = k % 3 == 0 ? Side.Short : Side.Long, Units = 1.5, EntryBar = k, EntryTime = At(k), EntryPrice = 100, ExitBar = k + 1 + k % 9, ExitTime = At(k + 1 + k % 9),
        ExitPrice = 101, ExitKind = k % 4 == 0 ? OrderKind.StopLoss : OrderKind.Exit, Fees = 1, Profit = k * 37 % 61 - 25, Return = (k * 37 % 61 - 25) / 1000.0,
    })];

    public IReadOnlyList<Order> ReadOrders() => Trades == 0 ? [] :
    [
        .. Enumerable.Range(0, Trades).Select(k => new Order { Number = k + 1, Kind = OrderKind.Entry, Status = OrderStatus.Filled, Reason = "", Symbol = Symbol }),
        new Order { Number = Trades + 1, Kind = OrderKind.TakeProfit, Status = OrderStatus.Cancelled, Reason = Reason, Symbol = Symbol },
        new Order { Number = Trades + 2, Kind = OrderKind.Entry, Status = OrderStatus.Rejected, Reason = "the order needs 12.5 and 3.2 are left", Symbol = Symbol },
    ];

    public EquityCurve ReadEquity() => new(Ticks, Equity, new double[Equity.Length]);

    public IReadOnlyList<Holding> ReadHoldings() => Facts is null ? [] : [.. Facts.Symbols.Select((s, i) => new Holding(At(30), s, 1, 10, 0.01 * (i % 7 - 3), 0, null))];

    public IReadOnlyList<ExposurePoint> ReadExposure() => Facts is null ? [] : [.. Equity.Select((e, t) => new ExposurePoint(At(t), e - 0.1 * e, 0.6 * e, 0.5 * e, 18, 0.08, 0.06))];

    public IReadOnlyList<FactorContribution> ReadFactorContributions() => Facts is null ? [] : [new(At(1), At(9), "momentum", 1, 0.02, 0.02), new(At(1), At(9), "costs", null, null, -0.001)];

    private DateTime At(int bar) => First + Math.Min(bar, Equity.Length - 1) * Spacing;
}
