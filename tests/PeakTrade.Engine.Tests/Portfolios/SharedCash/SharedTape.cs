using System.Globalization;

namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

/// <summary>
/// Some instruments' prices and states, day by day, to be read aloud: a price is a bar that stood still, four with strokes between are its open, high, low and
/// close, a dash is no bar. The account holds 1,000, nothing costs anything, orders fill at the close, unless a test says otherwise. Each run is checked
/// against the plain engine.
/// </summary>
internal sealed class SharedTape
{
    private static readonly DateTime Monday = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly SharedCase _given;

    private SharedTape(SharedCase given) => _given = given;

    public static SharedTape Of(params (string Symbol, string Prices, string States)[] lines)
    {
        var options = new BacktestOptions { StartCapital = 1_000, FeeBps = 0, SlippageBps = 0, Fill = FillRule.Close };
        var given = new SharedCase([.. lines.Select(Parse)], new PortfolioOptions { Enabled = true }, options, 0, 1);
        return new(given with { To = given.Universe.Rows });
    }

    public SharedTape With(Func<BacktestOptions, BacktestOptions> change) => new(_given.With(change));

    public SharedTape AtNextOpen() => With(o => o with { Fill = FillRule.NextOpen });

    public SharedTape MaxPositions(int count) => new(_given with { Portfolio = _given.Portfolio with { MaxPositions = count } });

    public SharedTape MaxGross(double gross) => new(_given with { Portfolio = _given.Portfolio with { MaxGrossExposure = gross } });

    public SharedTape From(int row) => new(_given with { From = row });

    /// <summary>The filled orders, in order of the bars that made them and then by name: <c>sell 5 BBB at 110 @1</c>, and what closed a position where it was no signal.</summary>
    public SharedTape Fills(params string[] expected)
    {
        Assert.Equal(expected, Run().GetOrders().Where(o => o.Status == OrderStatus.Filled).Select(o =>
            $"{(o.IsBuy ? "buy" : "sell")} {Number(o.Units)} {o.Symbol} at {Number(o.FillPrice!.Value)} @{o.EndBar}{(o.Kind is OrderKind.Entry or OrderKind.Exit ? "" : $" {o.Kind}")}"));
        return this;
    }

    /// <summary>The reason of the one order of an instrument that ended so.</summary>
    public SharedTape Reason(string symbol, OrderStatus status, string expected)
    {
        Assert.Equal(expected, Assert.Single(Run().GetOrders(), o => o.Symbol == symbol && o.Status == status).Reason);
        return this;
    }

    public SharedTape Equity(params double[] expected)
    {
        Assert.Equal(expected, Run().GetEquity().Equity.ToArray().Select(e => Math.Round(e, 6)));
        return this;
    }

    public BacktestResult Run()
    {
        var run = _given.Run();
        SharedAgreement.Of(run, _given);
        return run;
    }

    private static (Bars, sbyte[]) Parse((string Symbol, string Prices, string States) line)
    {
        var days = line.Prices.Split(' ').Index().Where(d => d.Item != "-").Select(d => (Day: d.Index, Prices: d.Item.Split('/').Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray())).ToList();
        double[] Column(int i) => [.. days.Select(d => d.Prices.Length == 1 ? d.Prices[0] : d.Prices[i])];
        return (
            new(line.Symbol, [.. days.Select(d => Monday.AddDays(d.Day).Ticks)], Column(0), Column(1), Column(2), Column(3)),
            [.. days.Select(d => line.States[d.Day] switch { 'L' => (sbyte)1, 'S' => (sbyte)-1, _ => (sbyte)0 })]);
    }

    private static string Number(double value) => Math.Round(value, 4).ToString(CultureInfo.InvariantCulture);
}
