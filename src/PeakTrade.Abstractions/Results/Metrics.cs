namespace PeakTrade;

/// <summary>The figures of a run. Each formula stands in <c>docs/metrics.md</c>. Null is undefined, never 0.</summary>
public record Metrics
{
    /// <summary>Equity at the last bar's close.</summary>
    public double FinalEquity { get; init; }

    /// <summary>Final equity over start capital, less one.</summary>
    public double? TotalReturn { get; init; }

    /// <summary>The growth rate a year.</summary>
    public double? Cagr { get; init; }

    /// <summary>The standard deviation of the bar returns, a year.</summary>
    public double? Volatility { get; init; }

    /// <summary>Mean over standard deviation of the bar returns, a year.</summary>
    public double? Sharpe { get; init; }

    /// <summary>Mean over downside deviation of the bar returns, a year.</summary>
    public double? Sortino { get; init; }

    /// <summary>Growth rate over the deepest drawdown.</summary>
    public double? Calmar { get; init; }

    /// <summary>The deepest fall from a peak, as a negative fraction.</summary>
    public double? MaxDrawdown { get; init; }

    /// <summary>How long the deepest fall lasted: bars from its peak until equity is back there, or the data end.</summary>
    public int MaxDrawdownBars { get; init; }

    /// <summary>The root mean square of the drawdowns.</summary>
    public double? UlcerIndex { get; init; }

    /// <summary>The bar return that 5 % of the bars fall short of.</summary>
    public double? ValueAtRisk95 { get; init; }

    /// <summary>The mean of the bar returns at or below it.</summary>
    public double? ConditionalValueAtRisk95 { get; init; }

    /// <summary>Skewness of the bar returns.</summary>
    public double? Skew { get; init; }

    /// <summary>Excess kurtosis of the bar returns.</summary>
    public double? Kurtosis { get; init; }

    /// <summary>Trades, an open one at the end counted.</summary>
    public int Trades { get; init; }

    /// <summary>The share of closed trades that won.</summary>
    public double? WinRate { get; init; }

    /// <summary>Gross profit over gross loss.</summary>
    public double? ProfitFactor { get; init; }

    /// <summary>The mean win over the mean loss.</summary>
    public double? Payoff { get; init; }

    /// <summary>The mean profit of a closed trade.</summary>
    public double? Expectancy { get; init; }

    /// <summary>The mean of the bars that trades were held.</summary>
    public double? AverageHoldingBars { get; init; }

    /// <summary>The most bars that a trade was held.</summary>
    public int LongestHoldingBars { get; init; }

    /// <summary>The share of bars that end with a position.</summary>
    public double? Exposure { get; init; }

    /// <summary>Notional filled over mean equity, a year.</summary>
    public double? Turnover { get; init; }

    /// <summary>Fees paid in all.</summary>
    public double FeesPaid { get; init; }

    /// <summary>What slippage cost in all.</summary>
    public double SlippagePaid { get; init; }

    /// <summary>Borrow paid for shorts in all.</summary>
    public double BorrowPaid { get; init; }

    /// <summary>The last close over the first, less one.</summary>
    public double? BuyAndHoldReturn { get; init; }

    /// <summary>The return a year that buying and holding does not explain.</summary>
    public double? Alpha { get; init; }

    /// <summary>How much of a buy-and-hold return the run takes along.</summary>
    public double? Beta { get; init; }

    /// <summary>Bars a year that annualised figures use.</summary>
    public double PeriodsPerYear { get; init; }

    /// <summary>Where that number comes from: the config, or the spacing of the bars and whether weekends are empty.</summary>
    public string PeriodsPerYearSource { get; init; } = "";
}
