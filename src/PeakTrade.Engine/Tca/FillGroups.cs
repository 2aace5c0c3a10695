using System.Globalization;
using System.Text.Json;

namespace PeakTrade.Engine.Tca;

/// <summary>The fills by what they have in common. Every fill is in one group of each grouping, so that each grouping adds up to the whole.</summary>
internal static class FillGroups
{
    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private static readonly string[] Sizes = ["1 smallest", "2", "3", "4 largest"];

    public static IEnumerable<TcaGroup> Of(TcaFill[] fills)
    {
        var quarters = Quarters(fills);
        return
        [
            .. By(TcaGrouping.Symbol, fills, fill => fill.Symbol, names => names.Order(StringComparer.Ordinal)),
            .. By(TcaGrouping.Side, fills, fill => fill.IsBuy, sides => sides.OrderDescending(), buys => buys ? "buy" : "sell"),
            .. By(TcaGrouping.Kind, fills, fill => fill.Kind, kinds => kinds.Order(), kind => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{kind}")),
            .. By(TcaGrouping.Hour, fills, fill => fill.Time.Hour, hours => hours.Order(), hour => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00")),
            .. By(TcaGrouping.Weekday, fills, fill => fill.Time.DayOfWeek, days => days.OrderBy(day => Array.IndexOf(Week, day)), day => $"{day}"),
            .. By(TcaGrouping.Month, fills, fill => (fill.Time.Year, fill.Time.Month), months => months.Order(), month => string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-{month.Month:00}")),
            .. By(TcaGrouping.Size, fills, fill => Array.FindIndex(quarters, most => fill.Costs.Notional <= most), sizes => sizes.Order(), size => Sizes[size]),
        ];
    }

    private static IEnumerable<TcaGroup> By<T>(TcaGrouping by, TcaFill[] fills, Func<TcaFill, T> of, Func<IEnumerable<T>, IEnumerable<T>> order, Func<T, string>? name = null) where T : notnull
    {
        var sums = new Dictionary<T, TcaCosts>();
        foreach (var fill in fills) sums[of(fill)] = sums.GetValueOrDefault(of(fill)) + fill.Costs;
        return order(sums.Keys).Select(key => new TcaGroup(by, name?.Invoke(key) ?? $"{key}", sums[key]));
    }

    // The most that a fill of each quarter is worth; equal ones are of one quarter.
    private static double[] Quarters(TcaFill[] fills)
    {
        var notionals = Array.ConvertAll(fills, fill => fill.Costs.Notional);
        Array.Sort(notionals);
        return notionals.Length == 0 ? [] : [Quantiles.Of(notionals, 0.25), Quantiles.Of(notionals, 0.5), Quantiles.Of(notionals, 0.75), double.PositiveInfinity];
    }
}

/// <summary>Quantiles of sorted values, linear between neighbours, as docs/metrics.md has them.</summary>
internal static class Quantiles
{
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
