namespace PeakTrade;

/// <summary>Volatility, Sharpe ratio and beta over a window that moves along the bars: columns of one value a bar, NaN where undefined.</summary>
public sealed record RollingRisk
{
    /// <summary>What the window is called: <c>1 month</c>.</summary>
    public required string Window { get; init; }

    /// <summary>How many returns it holds.</summary>
    public required int WindowBars { get; init; }

    /// <summary>Bar times, as <see cref="DateTime.Ticks"/> in UTC.</summary>
    public required ReadOnlyMemory<long> UtcTicks { get; init; }

    /// <summary>The standard deviation of the window's returns, a year.</summary>
    public required ReadOnlyMemory<double> Volatility { get; init; }

    /// <summary>Their mean over their standard deviation, a year.</summary>
    public required ReadOnlyMemory<double> Sharpe { get; init; }

    /// <summary>How much of the benchmark's return the run took along; empty without a benchmark.</summary>
    public ReadOnlyMemory<double> Beta { get; init; }

    /// <summary>The volatilities in short.</summary>
    public required RollingRange VolatilityRange { get; init; }

    /// <summary>The Sharpe ratios in short.</summary>
    public required RollingRange SharpeRange { get; init; }

    /// <summary>The betas in short.</summary>
    public required RollingRange BetaRange { get; init; }

    /// <summary>The points one by one.</summary>
    public IEnumerable<RollingPoint> GetPoints()
    {
        for (var bar = 0; bar < UtcTicks.Length; bar++) yield return new(new DateTime(UtcTicks.Span[bar], DateTimeKind.Utc), At(Volatility, bar), At(Sharpe, bar), At(Beta, bar));
    }

    private static double? At(ReadOnlyMemory<double> column, int bar) => column.Length > bar && double.IsFinite(column.Span[bar]) ? column.Span[bar] : null;
}

/// <summary>A rolling figure in short; null where it is nowhere defined.</summary>
/// <param name="Last">At the last bar.</param>
/// <param name="Lowest">The lowest.</param>
/// <param name="Mean">The mean of those that are defined.</param>
/// <param name="Highest">The highest.</param>
public sealed record RollingRange(double? Last, double? Lowest, double? Mean, double? Highest);

/// <summary>Rolling figures at one bar.</summary>
/// <param name="Time">The last bar of the window, in UTC.</param>
/// <param name="Volatility">Volatility a year.</param>
/// <param name="Sharpe">Sharpe ratio a year.</param>
/// <param name="Beta">Beta.</param>
public readonly record struct RollingPoint(DateTime Time, double? Volatility, double? Sharpe, double? Beta);
