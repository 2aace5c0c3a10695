using PeakTrade.Engine.Tests.Metrics;

namespace PeakTrade.Engine.Tests.Risk;

/// <summary>A run that nobody made: an equity curve on daily bars, and what else a test gives it.</summary>
internal sealed record GivenRun : IRunDetails
{
    public static readonly DateTime Monday = new(2018, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public required double[] Equity { get; init; }

    public DateTime[]? Times { get; init; }

    public double[]? Units { get; init; }

    public double[]? Closes { get; init; }

    public double Periods { get; init; } = 252;

    public PortfolioFacts? Facts { get; init; }

    public IReadOnlyList<Trade> Trades { get; init; } = [];

    public IReadOnlyList<Holding> Holdings { get; init; } = [];

    public IReadOnlyList<ExposurePoint> Exposure { get; init; } = [];

    public IReadOnlyList<FactorContribution> Factors { get; init; } = [];

    public DateTime[] At => Times ?? [.. Enumerable.Range(0, Equity.Length).Select(d => Monday.AddDays(d))];

    public BacktestResult Result => new(Curve.Figures(Equity, Closes, Periods) with { TotalReturn = Equity[^1] / 100 - 1 }, this)
    {
        Symbol = "X", Strategy = "given", Start = At[0], End = At[^1], Bars = Equity.Length, Portfolio = Facts,
    };

    public RiskReport Report => RiskAnalysis.Of(Result, RiskMarket.Of(Result, Closes is null ? null : Bars("M", Closes)));

    /// <summary>The made-up returns of the oracle: sums of uniform numbers from a congruential generator, one in fifty of them blown up.</summary>
    public static double[] Returns(int count, long seed)
    {
        var state = seed;
        double Next() => (state = (1103515245 * state + 12345) % (1L << 31)) / (double)(1L << 31);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (a, b, c, d, e) = (Next(), Next(), Next(), Next(), Next());
            var value = 0.02 * (a + b + c + d - 2);
            return (e < 0.02 ? 2.5 * value : value) + 0.0003;
        })];
    }

    public Bars Bars(string symbol, double[] closes) => new(symbol, [.. At.Select(t => t.Ticks)], closes, closes, closes, closes);

    public IReadOnlyList<Trade> ReadTrades() => Trades;

    public IReadOnlyList<Order> ReadOrders() => [];

    public EquityCurve ReadEquity() => new(At.Select(t => t.Ticks).ToArray(), Equity, Units ?? new double[Equity.Length]);

    public IReadOnlyList<Holding> ReadHoldings() => Holdings;

    public IReadOnlyList<ExposurePoint> ReadExposure() => Exposure;

    public IReadOnlyList<FactorContribution> ReadFactorContributions() => Factors;
}
