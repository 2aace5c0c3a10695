using System.Collections;

namespace PeakTrade;

/// <summary>A run bar by bar, as columns and point by point. A column that is not known is empty; a value that is not defined is NaN.</summary>
public sealed record RiskSeries : IEnumerable<RiskPoint>
{
    /// <summary>Bar times, as <see cref="DateTime.Ticks"/> in UTC.</summary>
    public required ReadOnlyMemory<long> UtcTicks { get; init; }

    /// <summary>Equity at each close.</summary>
    public required ReadOnlyMemory<double> Equity { get; init; }

    /// <summary>The fall from the highest equity so far, as a negative fraction.</summary>
    public required ReadOnlyMemory<double> Drawdown { get; init; }

    /// <summary>The benchmark's close.</summary>
    public ReadOnlyMemory<double> Benchmark { get; init; }

    /// <summary>What all positions are worth, in multiples of the equity.</summary>
    public ReadOnlyMemory<double> Gross { get; init; }

    /// <summary>Longs less shorts, in multiples of the equity.</summary>
    public ReadOnlyMemory<double> Net { get; init; }

    /// <summary>How many instruments are held.</summary>
    public ReadOnlyMemory<double> Positions { get; init; }

    /// <summary>The points one by one.</summary>
    public IEnumerator<RiskPoint> GetEnumerator()
    {
        for (var bar = 0; bar < UtcTicks.Length; bar++)
        {
            yield return new(new DateTime(UtcTicks.Span[bar], DateTimeKind.Utc), Equity.Span[bar], Drawdown.Span[bar], At(Benchmark, bar), At(Gross, bar), At(Net, bar), At(Positions, bar));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static double? At(ReadOnlyMemory<double> column, int bar) => column.Length > bar && double.IsFinite(column.Span[bar]) ? column.Span[bar] : null;
}

/// <summary>A run at one bar's close.</summary>
/// <param name="Time">The bar's time, in UTC.</param>
/// <param name="Equity">Equity.</param>
/// <param name="Drawdown">The fall from the highest equity so far, as a negative fraction.</param>
/// <param name="Benchmark">The benchmark's close.</param>
/// <param name="Gross">What all positions are worth, in multiples of the equity.</param>
/// <param name="Net">Longs less shorts, in multiples of the equity.</param>
/// <param name="Positions">How many instruments are held.</param>
public readonly record struct RiskPoint(DateTime Time, double Equity, double Drawdown, double? Benchmark, double? Gross, double? Net, double? Positions);
