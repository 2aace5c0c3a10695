using System.Text.Json;

namespace PeakTrade.Reports;

/// <summary>The run's figures as its costs are multiplied.</summary>
internal static class SensitivitySection
{
    private const int BreakEvenKey = 1_000;

    public static Action<Markup> Write(TcaReport report) => to =>
    {
        var curve = report.Sensitivity;
        to.Element("p", $"{(curve.IsApproximate ? "Approximated. " : "")}What the run is when fees, slippage and borrow are so many times what they were.").Element("p", curve.Note, ("class", "lead"));
        TcaTable.Open(to, "Costs", " Final equity", " Return", " CAGR", " Sharpe", " Max drawdown", " Trades");
        foreach (var p in curve.Points)
            TcaTable.Row(to, TcaText.Times(p.Multiple), TcaText.Money(p.FinalEquity), TcaText.Percent(p.TotalReturn), TcaText.Percent(p.Cagr), TcaText.Figure(p.Sharpe), TcaText.Percent(p.MaxDrawdown), p.Trades is { } trades ? NumberText.Count(trades) : TcaText.Undefined);
        TcaTable.Close(to);
        to.Open("div", ("class", "pair-of-charts"));
        Draw(to, "Return, %", curve, p => p.TotalReturn * 100, curve.BreakEvenMultiple);
        Draw(to, "Sharpe", curve, p => p.Sharpe, null);
        to.CloseLine();
    };

    /// <summary>What pointing at a point shows.</summary>
    public static byte[] Facts(CostSensitivity curve)
    {
        var items = curve.Points.Select((p, i) => KeyValuePair.Create($"{i}", new[] { $"{TcaText.Times(p.Multiple)} the costs", TcaText.Money(p.FinalEquity), TcaText.Percent(p.TotalReturn), TcaText.Figure(p.Sharpe) })).ToList();
        if (curve.BreakEvenMultiple is not null) items.Add(new($"{BreakEvenKey}", [curve.BreakEvenNote]));
        return JsonSerializer.SerializeToUtf8Bytes(new { names = (string[])["Final equity", "Return", "Sharpe"], items = new Dictionary<string, string[]>(items) });
    }

    private static void Draw(Markup to, string title, CostSensitivity curve, Func<SensitivityPoint, double?> of, double? crossing)
    {
        var points = curve.Points.Select((p, i) => (Key: i, X: p.Multiple, Y: of(p) ?? double.NaN)).Where(p => double.IsFinite(p.Y)).ToList();
        if (points.Count == 0) return;
        var y = new LinearScale(Math.Min(0, points.Min(p => p.Y)), Math.Max(0, points.Max(p => p.Y)), 0.08);
        Layer[] breakEven = crossing is { } multiple ? [new Dots("best", [new Mark(BreakEvenKey, multiple, 0)], m => $"Break-even at {TcaText.Times(m.X)} the costs")] : [];
        new XyChart($"{title} against multiples of the costs", new Axis("Times the costs", new LinearScale(0, Math.Max(1, points.Max(p => p.X)), 0.03)), new Axis(title, y), 540, 300)
        {
            Layers =
            [
                new Lines("plain", [new Course(-1, [(0, 0), (points.Max(p => p.X), 0)])]), new Lines("complete", [new Course(-1, [.. points.Select(p => (p.X, p.Y))])]),
                new Dots("complete", [.. points.Select(p => new Mark(p.Key, p.X, p.Y))], m => $"{TcaText.Times(m.X)}: {NumberText.Of(m.Y)}"), .. breakEven,
            ],
        }.Draw(to);
    }
}
