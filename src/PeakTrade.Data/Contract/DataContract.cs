using System.Numerics;
using System.Runtime.CompilerServices;

namespace PeakTrade.Data.Contract;

/// <summary>What every bar must hold to: <c>docs/data-contracts.md</c> lists it.</summary>
internal static class DataContract
{
    /// <summary>Whether a row may follow the bar of that time. NaN fails every comparison, and so the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds(in BarRow row, long previousTicks) =>
        row.Ticks > previousTicks &
        row.Low > 0 & row.High < double.PositiveInfinity &
        row.Low <= row.Open & row.Low <= row.Close &
        row.High >= row.Open & row.High >= row.Close &
        row.Volume >= 0 & row.Volume < double.PositiveInfinity;

    /// <summary>Whether all the rows may follow each other and the bar of that time. NaN fails here as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Holds(in BarBlock rows, long previousTicks)
    {
        var ticks = rows.Ticks;
        ReadOnlySpan<double> open = rows.Open[..ticks.Length], high = rows.High[..ticks.Length], low = rows.Low[..ticks.Length], close = rows.Close[..ticks.Length];
        if (ticks.IsEmpty) return true;

        var infinity = new Vector<double>(double.PositiveInfinity);
        var hold = new Vector<long>(ticks[0] > previousTicks ? -1 : 0);
        var row = 0;
        // The row before the block's first is looked at above, and so each vector of times is held against itself, one row on.
        for (; row + Vector<long>.Count < ticks.Length; row += Vector<long>.Count)
        {
            Vector<double> o = new(open[row..]), h = new(high[row..]), l = new(low[row..]), c = new(close[row..]);
            hold &= Vector.GreaterThan(new Vector<long>(ticks[(row + 1)..]), new Vector<long>(ticks[row..]));
            hold &= Vector.GreaterThan(l, Vector<double>.Zero) & Vector.LessThan(h, infinity);
            hold &= Vector.LessThanOrEqual(l, o) & Vector.LessThanOrEqual(l, c) & Vector.GreaterThanOrEqual(h, o) & Vector.GreaterThanOrEqual(h, c);
        }

        var holds = Vector.EqualsAll(hold, new Vector<long>(-1));
        for (; row < ticks.Length; row++)
        {
            holds &= (row == 0 || ticks[row] > ticks[row - 1]) &
                low[row] > 0 & high[row] < double.PositiveInfinity &
                low[row] <= open[row] & low[row] <= close[row] &
                high[row] >= open[row] & high[row] >= close[row];
        }

        return holds & HoldVolumes(rows.Volume);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool HoldVolumes(ReadOnlySpan<double> volumes)
    {
        var infinity = new Vector<double>(double.PositiveInfinity);
        var hold = new Vector<long>(-1);
        var row = 0;
        for (; row + Vector<double>.Count <= volumes.Length; row += Vector<double>.Count)
        {
            Vector<double> volume = new(volumes[row..]);
            hold &= Vector.GreaterThanOrEqual(volume, Vector<double>.Zero) & Vector.LessThan(volume, infinity);
        }

        var holds = Vector.EqualsAll(hold, new Vector<long>(-1));
        for (; row < volumes.Length; row++) holds &= volumes[row] >= 0 & volumes[row] < double.PositiveInfinity;
        return holds;
    }

    /// <summary>The first rule that a row of numbers breaks; it breaks one.</summary>
    public static DataRule RuleOf(in BarRow row, long previousTicks)
    {
        ReadOnlySpan<double> prices = [row.Open, row.High, row.Low, row.Close];
        foreach (var price in prices)
        {
            if (!double.IsFinite(price)) return DataRule.NotANumber;
            if (price <= 0) return DataRule.OutOfRange;
        }

        if (!double.IsFinite(row.Volume)) return DataRule.NotANumber;
        if (row.Volume < 0) return DataRule.OutOfRange;
        if (row.High < Math.Max(row.Open, row.Close) || row.Low > Math.Min(row.Open, row.Close)) return DataRule.HighLow;
        return row.Ticks == previousTicks ? DataRule.Duplicate : DataRule.Unsorted;
    }

    /// <summary>What of that rule is told: the column it is told of, and the sentence.</summary>
    public static (string Column, string Message) Broken(in BarRow row, long previousTicks, string timeName)
    {
        var at = $"({ContractText.Time(row.Ticks)})";
        foreach (var (column, value) in new[] { ("open", row.Open), ("high", row.High), ("low", row.Low), ("close", row.Close) })
        {
            if (!double.IsFinite(value)) return (column, $"{column} is {Unusable(value)} {at}.");
            if (value <= 0) return (column, $"{column} {ContractText.Number(value)} is not above zero {at}.");
        }

        if (!double.IsFinite(row.Volume)) return ("volume", $"volume is {Unusable(row.Volume)} {at}.");
        if (row.Volume < 0) return ("volume", $"volume {ContractText.Number(row.Volume)} is below zero {at}.");

        var (high, low) = (ContractText.Number(row.High), ContractText.Number(row.Low));
        if (row.High < row.Low) return ("high", $"high {high} is below low {low} {at}.");
        if (row.High < row.Open) return ("high", $"high {high} is below open {ContractText.Number(row.Open)} {at}.");
        if (row.High < row.Close) return ("high", $"high {high} is below close {ContractText.Number(row.Close)} {at}.");
        if (row.Low > row.Open) return ("low", $"low {low} is above open {ContractText.Number(row.Open)} {at}.");
        if (row.Low > row.Close) return ("low", $"low {low} is above close {ContractText.Number(row.Close)} {at}.");

        return row.Ticks == previousTicks
            ? (timeName, $"{timeName} {ContractText.Time(row.Ticks)} is the same as the bar's before it.")
            : (timeName, $"{timeName} {ContractText.Time(row.Ticks)} is before {ContractText.Time(previousTicks)}, the bar's before it.");
    }

    private static string Unusable(double value) => double.IsNaN(value) ? "NaN" : "infinite";
}
