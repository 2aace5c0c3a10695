namespace PeakTrade.Reports;

/// <summary>What only a portfolio has: what it held, how much, and what its factors did.</summary>
internal static class PortfolioSection
{
    private const int Most = 12;

    public static Action<Markup> Write(BacktestResult run) => to =>
    {
        var facts = run.Portfolio!;
        to.Element("p", $"{NumberText.Count(facts.Symbols.Count, "instrument")}{(facts.Bundle is { } bundle ? $", scored by {bundle} ({string.Join(", ", facts.Factors)})" : "")}.{(facts.Delisted.Count > 0 ? $" Sold because their data ended: {NumberText.Cut(string.Join(", ", facts.Delisted), 300)}." : "")}", ("class", "lead"));
        RiskPage.Facts(to,
        [
            new("rebalances", "Rebalances", CellKind.Count, facts.Rebalances), new("gross", "Mean gross exposure", CellKind.Percent, facts.AverageGross), new("net", "Mean net exposure", CellKind.Percent, facts.AverageNet),
            new("positions", "Mean positions", CellKind.Number, facts.AveragePositions), new("largest", "Largest weight", CellKind.Percent, facts.LargestWeight),
        ]);
        Exposure(to, run.GetExposure());
        Factors(to, run.GetFactorContributions());
        Holdings(to, run.GetHoldings());
    };

    private static void Exposure(Markup to, IReadOnlyList<ExposurePoint> points)
    {
        if (points.Count < 2) return;
        var ticks = new long[points.Count];
        var (gross, net) = (new double[points.Count], new double[points.Count]);
        for (var i = 0; i < ticks.Length; i++)
        {
            var point = points[i];
            var equity = point.Cash + point.Long - point.Short;
            ticks[i] = point.Time.Ticks;
            (gross[i], net[i]) = equity > 0 ? ((point.Long + point.Short) / equity, (point.Long - point.Short) / equity) : (double.NaN, double.NaN);
        }

        var known = gross.Concat(net).Where(double.IsFinite).ToList();
        if (known.Count == 0) return;
        to.Element("h3", "Exposure");
        Legend.Write(to, ("line complete", "gross", true), ("line best", "net", true));
        new XyChart("Gross and net exposure", new Axis("", new TimeScale(TimeScale.Of(ticks[0]), TimeScale.Of(ticks[^1]))), new Axis("Multiples of the equity", new LinearScale(Math.Min(0, known.Min()), Math.Max(0, known.Max()), 0.03)), 1108, 210)
        {
            Layers = [new Lines("complete", [TimeLine.Of(ticks, gross)]), new Lines("best", [TimeLine.Of(ticks, net)])],
        }.Draw(to);
    }

    private static void Factors(Markup to, IReadOnlyList<FactorContribution> parts)
    {
        if (parts.Count == 0) return;
        to.Element("h3", "What each factor did").Element("p", "Contributions to the return, summed from rebalance to rebalance.", ("class", "lead"));
        new SignedBars("Factors' contributions", [.. parts.GroupBy(p => p.Factor, StringComparer.Ordinal).Select(g => (g.Key, g.Sum(p => p.Contribution))).Select(f => (f.Key, f.Item2, CellText.ForPeople(CellKind.Percent, f.Item2)))], 900, "bar loss").Draw(to);
    }

    private static void Holdings(Markup to, IReadOnlyList<Holding> holdings)
    {
        if (holdings.Count == 0) return;
        var last = holdings[^1].Time;
        var held = holdings.Where(h => h.Time == last).OrderByDescending(h => Math.Abs(h.Weight)).ToList();
        to.Element("h3", $"After the last rebalance, {CellText.ForPeople(CellKind.Time, last)}");
        to.BeginTable("", ("Instrument", false), ("Weight", true), ("Target", true), ("Units", true), ("Price", true), ("Score", true));
        foreach (var h in held.Take(Most))
            to.Open("tr").TextCell(h.Symbol).Cell(CellKind.Percent, h.Weight).Cell(CellKind.Percent, h.Target).Element("td", NumberText.Of(h.Units), ("class", "number")).Element("td", NumberText.Of(h.Price), ("class", "number")).Cell(CellKind.Number, h.Score).CloseLine();
        to.EndTable();
        if (held.Count > Most) to.Element("p", $"And {NumberText.Count(held.Count - Most, "further position")}; holdings.csv holds all.", ("class", "lead"));
    }
}
