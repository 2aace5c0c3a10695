using PeakTrade.Engine.Weights;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

/// <summary>A universe, the values of its factors, and what a rule makes of them.</summary>
internal static class Scene
{
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static readonly PortfolioOptions Unbound = new() { MaxWeight = 100 };

    /// <summary>Daily bars of these instruments, all with the same walk of prices.</summary>
    public static Universe Days(int count, params string[] symbols) => Universe.Of("scene", symbols.Select(symbol => Bars(symbol, Indicators.Cases.Walk(1, count))));

    public static Bars Bars(string symbol, double[] close, int firstDay = 0)
    {
        long[] ticks = [.. close.Select((_, day) => Start.AddDays(firstDay + day).Ticks)];
        return new(symbol, ticks, close, close, close, close);
    }

    /// <summary>A panel with one row a day, from a day on.</summary>
    public static FactorPanel Panel(string factor, string[] symbols, double[][] rows, int firstDay = 0) =>
        new(factor, symbols, rows.Select((_, row) => Start.AddDays(firstDay + row).Ticks).ToArray(), rows.SelectMany(row => row).ToArray(), "", cached: false);

    public static FactorBundle Bundle(params BundleFactor[] factors) => new() { Name = "bundle", Factors = factors, Winsorize = 0 };

    /// <summary>One factor, one row of values for instruments named A, B, C and so on.</summary>
    public static double[] Weigh(double[] values, Func<FactorBundle, FactorBundle>? bundle = null, PortfolioOptions? options = null, bool allowShort = true, Dictionary<string, string>? sectors = null) =>
        Decided(values, bundle, options, allowShort, sectors)?.Weights ?? throw new InvalidOperationException("Nothing was decided.");

    public static (double[] Weights, double[] Scores)? Decided(
        double[] values, Func<FactorBundle, FactorBundle>? bundle = null, PortfolioOptions? options = null, bool allowShort = true, Dictionary<string, string>? sectors = null)
    {
        var symbols = Letters(values.Length);
        var made = Bundle(new BundleFactor("f", 1));
        return At(FactorPortfolio.Rule(bundle?.Invoke(made) ?? made, [Panel("f", symbols, [values])], Days(2, symbols), options ?? Unbound, allowShort, sectors), row: 0, values.Length);
    }

    public static (double[] Weights, double[] Scores)? At(MultifactorRule rule, int row, int instruments, bool[]? mayTrade = null)
    {
        var (weights, scores) = (new double[instruments], new double[instruments]);
        Array.Fill(scores, double.NaN);
        return rule.Decide(row, mayTrade ?? [.. Enumerable.Repeat(true, instruments)], weights, scores) ? (weights, scores) : null;
    }

    public static string[] Letters(int count) => [.. Enumerable.Range(0, count).Select(i => $"{(char)('A' + i)}")];
}
