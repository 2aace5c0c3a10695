namespace PeakTrade;

/// <summary>How a value at risk is worked out.</summary>
public enum ValueAtRiskMethod
{
    /// <summary>From the returns themselves.</summary>
    Historical,

    /// <summary>As if returns were normal.</summary>
    Gaussian,

    /// <summary>Normal, corrected for skewness and kurtosis.</summary>
    CornishFisher,
}

/// <summary>The loss of one bar that is seldom exceeded, and the mean of the losses beyond.</summary>
public sealed record ValueAtRisk
{
    /// <summary>How it is worked out.</summary>
    public ValueAtRiskMethod Method { get; init; }

    /// <summary>How much of the time it is not to be exceeded: 0.95 or 0.99.</summary>
    public double Confidence { get; init; }

    /// <summary>The bar return that is fallen short of the rest of the time; below 0 for a loss.</summary>
    public double? Value { get; init; }

    /// <summary>The mean of the returns at or below it.</summary>
    public double? ConditionalValue { get; init; }

    /// <summary>How it would have held, each bar's value worked out from the bars before; null where they are too few.</summary>
    public ValueAtRiskBacktest? Backtest { get; init; }
}

/// <summary>Value at risk tried bar by bar: its exceptions counted, and tested for their number and for coming in clusters.</summary>
public sealed record ValueAtRiskBacktest
{
    /// <summary>How many returns each forecast looks back on.</summary>
    public int WindowBars { get; init; }

    /// <summary>Bars with a forecast.</summary>
    public int Tested { get; init; }

    /// <summary>Bars after the first window for which the method gives no forecast.</summary>
    public int Unforecast { get; init; }

    /// <summary>Bars whose return fell below the forecast.</summary>
    public int Exceptions { get; init; }

    /// <summary>How many were to be expected.</summary>
    public double Expected { get; init; }

    /// <summary>Kupiec's likelihood ratio: is their number as it should be?</summary>
    public double? Kupiec { get; init; }

    /// <summary>Its p-value; a small one says that the number is wrong.</summary>
    public double? KupiecPValue { get; init; }

    /// <summary>Christoffersen's likelihood ratio: is one exception as likely after another as after none?</summary>
    public double? Independence { get; init; }

    /// <summary>Its p-value; a small one says that they come in clusters.</summary>
    public double? IndependencePValue { get; init; }

    /// <summary>Both ratios together.</summary>
    public double? Coverage { get; init; }

    /// <summary>Their p-value.</summary>
    public double? CoveragePValue { get; init; }

    /// <summary>The forecast for each bar, NaN where there is none.</summary>
    public ReadOnlyMemory<double> Forecasts { get; init; }
}
