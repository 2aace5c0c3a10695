namespace PeakTrade.Reports;

/// <summary>The Sharpe ratio of a window that moves along the bars.</summary>
internal static class RollingSection
{
    public static Action<Markup> Write(RollingRisk rolling) => to =>
    {
        var range = rolling.SharpeRange;
        if (range.Lowest is not { } low || range.Highest is not { } high)
        {
            to.Element("p", "It is nowhere defined: the account did not move.", ("class", "lead"));
            return;
        }

        to.Element("p", $"Of the last {NumberText.Count(rolling.WindowBars, "return")} ({rolling.Window}) at each bar: lowest {Text(low)}, mean {Text(range.Mean)}, highest {Text(high)}, at the end {Text(range.Last)}.", ("class", "lead"));
        var ticks = rolling.UtcTicks.Span;
        var zero = new Course(-1, [(TimeScale.Of(ticks[0]), 0), (TimeScale.Of(ticks[^1]), 0)]);
        new XyChart("Rolling Sharpe ratio", new Axis("", new TimeScale(TimeScale.Of(ticks[0]), TimeScale.Of(ticks[^1]))), new Axis("Sharpe ratio", new LinearScale(Math.Min(low, 0), Math.Max(high, 0), 0.03)), 1108, 230)
        {
            Layers = [new Lines("plain", [zero]), new Lines("complete", [TimeLine.Of(ticks, rolling.Sharpe.Span)])],
        }.Draw(to);
    };

    private static string Text(double? value) => CellText.ForPeople(CellKind.Number, value);
}
