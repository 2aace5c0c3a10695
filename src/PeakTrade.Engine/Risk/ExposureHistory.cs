namespace PeakTrade.Engine;

/// <summary>What was held at each close: of a portfolio from its own marks, of one instrument from its units and closes.</summary>
internal static class ExposureHistory
{
    private const string Section = "exposure";

    public static (ExposureFacts Facts, double[] Gross, double[] Net, double[] Positions) Of(RiskRun run, Bars? instrument) =>
        run.Result.Portfolio is null ? OfOne(run, instrument) : OfMany(run, run.Result.GetExposure());

    /// <summary>The heaviest holding of each instrument, the heaviest first.</summary>
    public static IReadOnlyList<HeaviestHolding> Heaviest(IReadOnlyList<Holding> holdings) =>
    [
        .. holdings.GroupBy(h => h.Symbol, StringComparer.Ordinal).Select(g => g.MaxBy(h => Math.Abs(h.Weight)))
            .OrderByDescending(h => Math.Abs(h.Weight)).ThenBy(h => h.Symbol, StringComparer.Ordinal)
            .Select(h => new HeaviestHolding(h.Symbol, h.Weight, h.Time)),
    ];

    private static (ExposureFacts, double[], double[], double[]) OfMany(RiskRun run, IReadOnlyList<ExposurePoint> points)
    {
        var bars = run.Equity.Length;
        if (points.Count != bars)
        {
            run.Gap(Section, "all", points.Count == 0 ? "The run keeps no exposure." : $"The run keeps {points.Count} marks of exposure for {bars} bars.");
            return (Facts(run, [], [], Positions(run)), [], [], Positions(run));
        }

        var (gross, net, positions) = (new double[bars], new double[bars], new double[bars]);
        var (largest, at, shares, held) = (0.0, -1, 0.0, 0);
        for (var bar = 0; bar < bars; bar++)
        {
            var point = points[bar];
            var equity = run.Equity[bar];
            (gross[bar], net[bar], positions[bar]) = equity > 0 ? ((point.Long + point.Short) / equity, (point.Long - point.Short) / equity, point.Positions) : (double.NaN, double.NaN, point.Positions);
            if (point.LargestWeight > largest) (largest, at) = (point.LargestWeight, bar);
            if (point.Positions == 0) continue;
            held++;
            shares += point.Concentration;
        }

        return (WithConcentration(run, Facts(run, gross, net, positions), largest, at, held > 0 ? shares / held : null), gross, net, positions);
    }

    private static (ExposureFacts, double[], double[], double[]) OfOne(RiskRun run, Bars? instrument)
    {
        var units = run.Curve.Units.Span;
        var positions = new double[run.Equity.Length];
        for (var bar = 0; bar < positions.Length; bar++) positions[bar] = units[bar] != 0 ? 1 : 0;
        var held = positions.Any(p => p > 0);
        var from = instrument is null ? -1 : instrument.UtcTicks.BinarySearch(run.Ticks[0]);
        if (instrument is null || from < 0 || from + positions.Length > instrument.Count || !instrument.UtcTicks.Slice(from, positions.Length).SequenceEqual(run.Ticks))
        {
            run.Gap(Section, "gross, net, largest_weight", "The run keeps units and no prices, and the bars that it was made of are not at hand.");
            return (Facts(run, [], [], positions) with { Herfindahl = held ? 1 : null, EffectivePositions = held ? 1 : null }, [], [], positions);
        }

        var (gross, net) = (new double[positions.Length], new double[positions.Length]);
        var (largest, at) = (0.0, -1);
        for (var bar = 0; bar < positions.Length; bar++)
        {
            net[bar] = run.Equity[bar] > 0 ? units[bar] * instrument.Close[from + bar] / run.Equity[bar] : double.NaN;
            gross[bar] = Math.Abs(net[bar]);
            if (gross[bar] > largest) (largest, at) = (gross[bar], bar);
        }

        return (WithConcentration(run, Facts(run, gross, net, positions), largest, at, held ? 1 : null), gross, net, positions);
    }

    private static double[] Positions(RiskRun run) => run.Curve.Units.ToArray();

    private static ExposureFacts WithConcentration(RiskRun run, ExposureFacts facts, double largest, int at, double? herfindahl)
    {
        if (herfindahl is null) run.Gap(Section, "largest_weight, herfindahl", "Nothing was held at any close.");
        return facts with { LargestWeight = at < 0 ? null : largest, LargestWeightTime = at < 0 ? null : run.TimeAt(at), Herfindahl = herfindahl, EffectivePositions = 1 / herfindahl };
    }

    private static ExposureFacts Facts(RiskRun run, double[] gross, double[] net, double[] positions)
    {
        var (known, nets) = (gross.Where(double.IsFinite).ToArray(), net.Where(double.IsFinite).ToArray());
        var some = known.Length > 0;
        return new ExposureFacts
        {
            AverageGross = some ? known.Average() : null,
            HighestGross = some ? known.Max() : null,
            LastGross = some && double.IsFinite(gross[^1]) ? gross[^1] : null,
            AverageNet = some ? nets.Average() : null,
            LowestNet = some ? nets.Min() : null,
            HighestNet = some ? nets.Max() : null,
            LastNet = some && double.IsFinite(net[^1]) ? net[^1] : null,
            AveragePositions = positions.Average(),
            MostPositions = (int)positions.Max(),
            TimeInMarket = positions.Count(p => p > 0) / (double)run.Equity.Length,
        };
    }
}
