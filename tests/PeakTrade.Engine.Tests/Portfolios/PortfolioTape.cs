using System.Globalization;

namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>
/// A few instruments and what is wanted of them, written to be read aloud: <c>Tape("A 100 100/110 -", "B 50 50 55")</c> is a price a row, open/close where they
/// differ, a dash where there is no bar. Rows count from 0 and are days from a Monday on; weights are decided anew each day; costs are nothing, and the account
/// holds 1,000, unless a test says otherwise. Each run is checked against the plain engine.
/// </summary>
internal sealed class PortfolioTape
{
    private static readonly DateTime Monday = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly BacktestOptions Plain = new() { StartCapital = 1_000, FeeBps = 0, SlippageBps = 0, PeriodsPerYear = 252 };
    private readonly PortfolioCase _case;
    private BacktestResult? _run;

    private PortfolioTape(PortfolioCase given) => _case = given;

    public static PortfolioTape Tape(params string[] instruments)
    {
        var bars = instruments.Select(Parsed).ToList();
        var given = new PortfolioCase(bars, new Dictionary<int, IReadOnlyDictionary<string, double>>(), new() { Rebalance = RebalanceFrequency.Daily }, Plain, 0, 0);
        return new(given with { To = given.Universe.Rows });
    }

    /// <summary>The weights that are wanted by the data of a row: <c>A 0.5 B -0.5</c>. A row of which none are said cannot be decided.</summary>
    public PortfolioTape Wants(int row, string weights)
    {
        var parts = weights.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2).ToDictionary(p => p[0], p => Number(p[1]));
        return new(_case with { Wanted = new Dictionary<int, IReadOnlyDictionary<string, double>>(_case.Wanted) { [row] = parts } });
    }

    public PortfolioTape With(Func<BacktestOptions, BacktestOptions> change) => new(_case with { Options = change(_case.Options) });

    public PortfolioTape Portfolio(Func<PortfolioOptions, PortfolioOptions> change) => new(_case with { Portfolio = change(_case.Portfolio) });

    public PortfolioTape AtClose() => With(o => o with { Fill = FillRule.Close });

    public PortfolioTape Rows(int from, int to) => new(_case with { From = from, To = to });

    /// <summary>The filled orders in the order they filled: <c>buy 5 A at 100 @1</c>.</summary>
    public PortfolioTape Fills(params string[] expected)
    {
        Assert.Equal(expected, Orders().Where(o => o.Status == OrderStatus.Filled).Select(o =>
            $"{(o.IsBuy ? "buy" : "sell")} {Shown(o.Units)} {o.Symbol} at {Shown(o.FillPrice!.Value)} @{o.EndBar}{(o.Kind is OrderKind.Entry or OrderKind.Exit ? "" : $" {o.Kind.ToString().ToLowerInvariant()}")}"));
        return this;
    }

    /// <summary>The orders that were not filled, with their reasons: <c>entry A rejected @2: allow_short is false</c>.</summary>
    public PortfolioTape Refused(params string[] expected)
    {
        Assert.Equal(expected, Orders().Where(o => o.Status != OrderStatus.Filled).Select(o =>
            $"{o.Kind.ToString().ToLowerInvariant()} {o.Symbol} {o.Status.ToString().ToLowerInvariant()} @{o.EndBar}: {o.Reason}"));
        return this;
    }

    public PortfolioTape Reasons(params string[] expected)
    {
        Assert.Equal(expected, Orders().Where(o => o.Status == OrderStatus.Filled).Select(o => o.Reason));
        return this;
    }

    /// <summary>The equity at each close.</summary>
    public PortfolioTape Equity(params double[] expected)
    {
        var equity = Run().GetEquity().Equity.ToArray();
        Assert.Equal(expected.Length, equity.Length);
        foreach (var (want, got) in expected.Zip(equity)) Assert.Equal(want, got, 1e-9);
        return this;
    }

    /// <summary>The trades: <c>long 10 A 100 to 110 @1-3: 100</c>.</summary>
    public PortfolioTape Trades(params string[] expected)
    {
        Assert.Equal(expected, Run().GetTrades().Select(t =>
            $"{t.Side.ToString().ToLowerInvariant()} {Shown(t.Units)} {t.Symbol} {Shown(t.EntryPrice)} to {Shown(t.ExitPrice)} @{t.EntryBar}-{(t.IsOpen ? "open" : t.ExitBar)}: {Shown(t.Profit)}"));
        return this;
    }

    public PortfolioTape NoTrades(string reason)
    {
        Assert.Equal(reason, Run().NoTradesReason);
        return this;
    }

    public BacktestResult Run()
    {
        if (_run is not null) return _run;
        PortfolioAgreement.Of(_case);
        return _run = _case.Run();
    }

    private IEnumerable<Order> Orders() => Run().GetOrders();

    private static Bars Parsed(string line)
    {
        var parts = line.Split(' ');
        var bars = parts[1..].Select((p, row) => (Time: Monday.AddDays(row).Ticks, Prices: p.Split('/'))).Where(b => b.Prices[0] != "-").ToList();
        double[] open = [.. bars.Select(b => Number(b.Prices[0]))], close = [.. bars.Select(b => Number(b.Prices[^1]))];
        return new(parts[0], [.. bars.Select(b => b.Time)], open, [.. open.Zip(close, Math.Max)], [.. open.Zip(close, Math.Min)], close);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Shown(double value) => Math.Round(value, 6).ToString(CultureInfo.InvariantCulture);
}
