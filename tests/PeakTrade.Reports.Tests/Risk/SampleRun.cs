using System.Text;
using PeakTrade.Engine;

namespace PeakTrade.Reports.Tests;

/// <summary>Runs that nobody made: a walk of equity on daily bars, of one instrument or of a portfolio.</summary>
internal sealed record SampleRun : IRunDetails
{
    public required double[] Equity { get; init; }

    public double[]? Closes { get; init; }

    public string Symbol { get; init; } = "BTC/EUR";

    public string Strategy { get; init; } = "ma_crossover";

    public PortfolioFacts? Facts { get; init; }

    public TimeSpan Spacing { get; init; } = TimeSpan.FromDays(1);

    public double Periods { get; init; } = 365;

    public long[] Ticks => [.. Enumerable.Range(0, Equity.Length).Select(t => new DateTime(2018, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks + t * Spacing.Ticks)];

    public BacktestResult Result => new(
        new Metrics { FinalEquity = Equity[^1], TotalReturn = Equity[^1] / 10_000 - 1, Sharpe = 1.2, Skew = 0.1, Kurtosis = 1.5, MaxDrawdown = -0.2, PeriodsPerYear = Periods, PeriodsPerYearSource = "daily bars" }, this)
    {
        Symbol = Symbol, Strategy = Strategy, Start = new DateTime(Ticks[0], DateTimeKind.Utc), End = new DateTime(Ticks[^1], DateTimeKind.Utc), Bars = Equity.Length, Portfolio = Facts, RunId = Guid.NewGuid(), RunPath = "/somewhere/else", Path = "/data/x.csv",
    };

    public RiskReport Report => RiskAnalysis.Of(Result, Closes is null ? new RiskMarket { Missing = "The data are gone." } : new RiskMarket(Bars, Facts is null ? Bars : null));

    public static SampleRun One(int bars = 1_500) => new() { Equity = Walk(bars, 1), Closes = Walk(bars, 2) };

    public static SampleRun Portfolio(int symbols = 30) => new()
    {
        Equity = Walk(1_500, 1), Closes = Walk(1_500, 2), Symbol = "universe", Strategy = "multifactor_long_short",
        Facts = new PortfolioFacts { Symbols = [.. Enumerable.Range(0, symbols).Select(Name)], Sectors = Enumerable.Range(0, symbols).ToDictionary(Name, i => new[] { "Technology", "Health", "Energy" }[i % 3]) },
    };

    public static string Text(RiskReport report, ReportFormat format)
    {
        using var bytes = new MemoryStream();
        RiskReportFile.Write(report, format, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static double[] Walk(int bars, long seed)
    {
        var random = new KeyedRandom(42, seed);
        var equity = new double[bars];
        equity[0] = 10_000;
        for (var t = 1; t < bars; t++) equity[t] = equity[t - 1] * (1 + 0.0003 + 0.012 * random.NextNormal() * (t / 150 % 3 == 0 ? 1.8 : 1));
        return equity;
    }

    public IReadOnlyList<Trade> ReadTrades() =>
        [.. (Facts?.Symbols ?? [Symbol]).SelectMany((s, i) => Enumerable.Range(0, 4).Select(k => new Trade { Symbol = s, Profit = (i * 37 + k * 11) % 61 - 25, ExitKind = k == 3 ? null : OrderKind.Exit }))];

    public IReadOnlyList<Order> ReadOrders() => [];

    public EquityCurve ReadEquity() => new(Ticks, Equity, Enumerable.Range(0, Equity.Length).Select(t => Facts is null ? t / 40 % 2 == 0 ? 0.5 : 0 : 20.0).ToArray());

    public IReadOnlyList<Holding> ReadHoldings() => Facts is null ? [] : [.. Facts.Symbols.Select((s, i) => new Holding(At(30), s, 1, 10, 0.01 * (i % 7 - 3), 0, null))];

    public IReadOnlyList<ExposurePoint> ReadExposure() =>
        Facts is null ? [] : [.. Equity.Select((e, t) => new ExposurePoint(At(t), e - 0.1 * e, (0.6 + 0.05 * Math.Sin(t / 30.0)) * e, 0.5 * e, 18 + t % 5, 0.08, 0.06))];

    public IReadOnlyList<FactorContribution> ReadFactorContributions() =>
        Facts is null ? [] : [.. from month in Enumerable.Range(0, 48) from factor in new[] { "momentum_12_1", "volatility_60d", "specific", "costs" }
            select new FactorContribution(At(30 * month), At(30 * month + 30), factor, factor is "specific" or "costs" ? null : 0.5, null, factor == "costs" ? -0.0004 : 0.004 * Math.Sin(month + factor.Length))];

    private Bars Bars => new(Facts is null ? Symbol : "index", Ticks, Closes!, Closes!, Closes!, Closes!);

    private static string Name(int i) => $"SYM{i:00}";

    private DateTime At(int bar) => new(Ticks[Math.Min(bar, Equity.Length - 1)], DateTimeKind.Utc);
}
