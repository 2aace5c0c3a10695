namespace PeakTrade.Reports;

/// <summary>The sections of a risk report, in the order that it is read.</summary>
internal static class RiskSections
{
    public static IReadOnlyList<RiskSection> Of(RiskReport report) =>
    [
        RunSections.Summary(report), RunSections.Relative(report), RunSections.Returns(report), RunSections.Rolling(report),
        LossSections.Drawdowns(report), LossSections.ValueAtRisk(report), LossSections.Tail(report), LossSections.Stress(report),
        BookSections.Exposure(report), BookSections.Contributions(report), RunSections.Regimes(report),
    ];

    /// <summary>A column of fractions.</summary>
    public static RiskColumn Percent(string key, string head) => new(key, head, CellKind.Percent);

    /// <summary>A column of numbers.</summary>
    public static RiskColumn Number(string key, string head) => new(key, head, CellKind.Number);

    /// <summary>A column of whole numbers.</summary>
    public static RiskColumn Count(string key, string head) => new(key, head, CellKind.Count);

    /// <summary>A column of text.</summary>
    public static RiskColumn Text(string key, string head) => new(key, head, CellKind.Text);

    /// <summary>A column of times.</summary>
    public static RiskColumn Time(string key, string head) => new(key, head, CellKind.Time);
}
