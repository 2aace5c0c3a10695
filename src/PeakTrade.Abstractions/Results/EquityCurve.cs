using System.Collections;

namespace PeakTrade;

/// <summary>Equity, units held and drawdown at each bar's close: as columns, and point by point.</summary>
/// <param name="UtcTicks">Bar times, as <see cref="DateTime.Ticks"/> in UTC.</param>
/// <param name="Equity">Cash and the marked position.</param>
/// <param name="Units">Units held: above 0 long, below 0 short. For a portfolio how many instruments are held.</param>
public sealed record EquityCurve(ReadOnlyMemory<long> UtcTicks, ReadOnlyMemory<double> Equity, ReadOnlyMemory<double> Units) : IEnumerable<EquityPoint>
{
    /// <summary>The points one by one, drawdown worked out on the way.</summary>
    public IEnumerator<EquityPoint> GetEnumerator()
    {
        var peak = double.NegativeInfinity;
        for (var bar = 0; bar < Equity.Length; bar++)
        {
            var equity = Equity.Span[bar];
            peak = Math.Max(peak, equity);
            yield return new(new DateTime(UtcTicks.Span[bar], DateTimeKind.Utc), equity, peak > 0 ? equity / peak - 1 : 0, Units.Span[bar]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The account at one bar's close.</summary>
/// <param name="Time">The bar's time, in UTC.</param>
/// <param name="Equity">Cash and the marked position.</param>
/// <param name="Drawdown">The fall from the highest equity so far, as a negative fraction.</param>
/// <param name="Units">Units held: above 0 long, below 0 short.</param>
public readonly record struct EquityPoint(DateTime Time, double Equity, double Drawdown, double Units);
