using System.Globalization;
using System.Text.Json;

namespace PeakTrade.Reports;

/// <summary>The report's numbers and words as a reader takes them in.</summary>
internal static class TcaText
{
    public const string Undefined = "undefined";

    public static string Money(double? money) => Number(money, Math.Abs(money ?? 0) < 1e9 ? "#,##0.00" : "0.####e0");

    public static string Bps(double? bps) => Number(bps, "#,##0.00");

    public static string Percent(double? share) => share is { } number && double.IsFinite(number) ? (number * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %" : Undefined;

    public static string Figure(double? figure) => Number(figure, "0.00");

    /// <summary>A share of the volume, which may be far below a percent.</summary>
    public static string Share(double? share) => share is { } number && double.IsFinite(number) ? (number * 100).ToString("0.####", CultureInfo.InvariantCulture) + " %" : Undefined;

    public static string Times(double multiple) => Multiple(multiple) + " x";

    public static string Time(DateTime time) => time.ToString(time.TimeOfDay == default ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A choice as files write it.</summary>
    public static string Word<T>(T choice) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{choice}");

    public static string Heading(TcaGrouping by) => by switch
    {
        TcaGrouping.Symbol => "By instrument",
        TcaGrouping.Side => "Bought and sold",
        TcaGrouping.Kind => "By kind of order",
        TcaGrouping.Hour => "By hour of the bar (UTC)",
        TcaGrouping.Weekday => "By weekday (UTC)",
        TcaGrouping.Month => "By month (UTC)",
        _ => "By size: quarters of the fills by notional",
    };

    /// <summary>The parts of a cost, by name.</summary>
    public static (string Name, double Money, double? Bps)[] Parts(TcaCosts costs) =>
        [("Delay", costs.Delay, costs.DelayBps), ("Slippage", costs.Slippage, costs.SlippageBps), ("Fees", costs.Fees, costs.FeesBps), ("Borrow", costs.Borrow, costs.BorrowBps)];

    /// <summary>What it all comes to, in a sentence or two.</summary>
    public static string Verdict(TcaReport report)
    {
        var total = report.Total;
        if (total.Fills == 0) return "Nothing was traded, so nothing was paid.";
        var largest = Parts(total).MaxBy(part => Math.Abs(part.Money));
        var whole = total.Shortfall >= 0
            ? $"Trading cost {Money(total.Shortfall)}, {Bps(total.ShortfallBps)} bps of the {Money(total.Notional)} traded"
            : $"Trading gained {Money(-total.Shortfall)} on the prices it was decided at, {Bps(-total.ShortfallBps)} bps of the {Money(total.Notional)} traded";
        return $"{whole}, in {NumberText.Count(total.Fills, "fill")}. The largest part is {largest.Name.ToLowerInvariant()}: {Money(largest.Money)}.{BreakEven(report.Sensitivity)}";
    }

    private static string BreakEven(CostSensitivity curve) => curve.BreakEvenMultiple is not { } multiple ? "" : multiple < 1
        ? $" {Multiple(multiple)} times these costs would already have eaten the whole return."
        : $" The run bears {Multiple(multiple)} times its costs before nothing is left of its return.";

    private static string Multiple(double multiple) => multiple.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>What the report is about.</summary>
    public static (string Name, string Text)[] Facts(TcaReport report) =>
    [
        ("Symbol", report.Symbol), ("Strategy", report.Strategy), ("Parameters", report.Parameters.ToString()), ("From", Time(report.Start)), ("To", Time(report.End)),
        ("Bars", NumberText.Count(report.Bars)), ("Start capital", Money(report.StartCapital)), ("Final equity", Money(report.FinalEquity)),
        ("Gross profit", $"{Money(report.GrossProfit)}, before fees, slippage and borrow"), ("Trades", NumberText.Count(report.Trades.Count)),
    ];

    private static string Number(double? number, string format) => number is { } value && double.IsFinite(value) ? (Math.Round(value, 12) + 0.0).ToString(format, CultureInfo.InvariantCulture) is var text && text.Trim('-', '0', '.').Length == 0 ? text.TrimStart('-') : text : Undefined;
}
