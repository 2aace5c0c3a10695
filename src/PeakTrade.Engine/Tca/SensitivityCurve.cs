using System.Globalization;

namespace PeakTrade.Engine.Tca;

/// <summary>The run's figures at multiples of its costs: run again where that can be done, else out of the run itself to first order.</summary>
internal sealed class SensitivityCurve(BacktestResult run, double startCapital, TcaFill[] fills)
{
    private static readonly double[] Multiples = [0, 1, 2, 5, 10];

    public CostSensitivity Draw(TcaInputs inputs)
    {
        var points = inputs.AtCost is null ? Approximated() : [.. Multiples.Select(m => m == 1 ? Point(1, run) : Point(m, inputs.AtCost(m)))];
        var (multiple, note) = BreakEven(points);
        return new CostSensitivity
        {
            IsApproximate = inputs.AtCost is null,
            Note = inputs.AtCost is null
                ? $"Approximated from the run as it is: units as they were traded, every cost paid as many times in its own bar, and the equity lower from then on. {inputs.AtCostNote}"
                : "The simulation was run again at each multiple.",
            Points = points,
            BreakEvenMultiple = multiple,
            BreakEvenNote = note,
        };
    }

    private static SensitivityPoint Point(double multiple, Metrics? metrics) => metrics is null
        ? new(multiple, null, null, null, null, null, null)
        : new(multiple, metrics.FinalEquity, metrics.TotalReturn, metrics.Cagr, metrics.Sharpe, metrics.MaxDrawdown, metrics.Trades);

    private SensitivityPoint[] Approximated()
    {
        var curve = run.GetEquity();
        var paid = PaidSoFar(curve.UtcTicks.Span);
        var equity = new double[paid.Length];
        return [.. Multiples.Select(m => m == 1 ? Point(1, run) : At(m))];

        SensitivityPoint At(double multiple)
        {
            for (var t = 0; t < equity.Length; t++) equity[t] = curve.Equity.Span[t] - (multiple - 1) * paid[t];
            return Measure(multiple, equity);
        }
    }

    // docs/metrics.md, "Figures".
    private SensitivityPoint Measure(double multiple, ReadOnlySpan<double> equity)
    {
        if (equity.IsEmpty) return Point(multiple, null);
        var falls = Drawdowns.Of(equity);
        var returns = new double[equity.Length - 1];
        BarReturns.FillAfterRuin(equity, returns);
        var moments = default(Moments);
        for (var from = 0; from < returns.Length; from += Moments.BlockBars)
        {
            var block = returns.AsSpan(from, Math.Min(Moments.BlockBars, returns.Length - from));
            moments.Add(block, block);
        }

        var years = (equity.Length - 1) / run.PeriodsPerYear;
        var growth = equity[^1] / startCapital;
        double? cagr = years > 0 && growth > 0 && Math.Pow(growth, 1 / years) - 1 is var rate && double.IsFinite(rate) ? rate : null;
        double? sharpe = moments.Variance is { } variance ? moments.Mean / Math.Sqrt(variance) * Math.Sqrt(run.PeriodsPerYear) : null;
        return new SensitivityPoint(multiple, equity[^1], growth - 1, cagr, sharpe, falls.Deepest, run.Trades);
    }

    // What was paid up to each close: fees and slippage in the bar of the fill, borrow in equal parts at the closes that a short was held at.
    private double[] PaidSoFar(ReadOnlySpan<long> ticks)
    {
        var paid = new double[ticks.Length];
        if (paid.Length == 0) return paid;
        foreach (var fill in fills) paid[RowOf(ticks, fill.Time)] += fill.Costs.Fees + fill.Costs.Slippage;
        foreach (var trade in run.GetTrades())
        {
            if (trade.Borrow == 0) continue;
            var from = RowOf(ticks, trade.EntryTime);
            var to = Math.Max(from + 1, RowOf(ticks, trade.ExitTime) + (trade.IsOpen ? 1 : 0));
            for (var t = from; t < to; t++) paid[t] += trade.Borrow / (to - from);
        }

        for (var t = 1; t < paid.Length; t++) paid[t] += paid[t - 1];
        return paid;
    }

    private static int RowOf(ReadOnlySpan<long> ticks, DateTime time) => Math.Clamp(ticks.BinarySearch(time.Ticks) is >= 0 and var row ? row : ~ticks.BinarySearch(time.Ticks), 0, ticks.Length - 1);

    private static (double? Multiple, string Note) BreakEven(IReadOnlyList<SensitivityPoint> points)
    {
        var known = points.Where(p => p.TotalReturn is not null).Select(p => (p.Multiple, Return: p.TotalReturn!.Value)).ToList();
        if (known.Count == 0) return (null, "The return is not known at any multiple.");
        if (known[0].Return <= 0) return (null, "The run makes nothing even without costs.");
        for (var i = 1; i < known.Count; i++)
        {
            var (before, after) = (known[i - 1], known[i]);
            if (after.Return > 0) continue;
            var multiple = before.Multiple + (after.Multiple - before.Multiple) * before.Return / (before.Return - after.Return);
            return (multiple, string.Create(CultureInfo.InvariantCulture, $"The return is 0 at {multiple:0.##} times the costs, on a straight line between {before.Multiple} and {after.Multiple} times."));
        }

        return (null, string.Create(CultureInfo.InvariantCulture, $"The return is above 0 even at {known[^1].Multiple} times the costs."));
    }
}
