namespace PeakTrade.Reports;

/// <summary>Whether the Sharpe ratios differ from the highest by more than chance, run by run.</summary>
internal static class ChanceSection
{
    private const double Width = 240;
    private const double Height = 22;
    private const double Side = 6;

    public static Action<Markup> Write(RunChance chance) => to =>
    {
        to.Element("p", $"Each Sharpe ratio against that of {chance.Best.Letter}, over the bars that both have, with the interval in which the true difference lies in 95 of 100 cases. The test (Ledoit and Wolf, 2008) allows for fat tails and for returns that hang together.{Chosen(chance)}", ("class", "lead"));
        to.BeginTable("wide", ("Run", false), ("Difference", true), ("More than chance?", false), ("p", true), ("95 %, from", true), ("to", true), ("", false), ("Sharpe", true), ($"of {chance.Best.Letter}", true), ("Common bars", true));
        var scale = Scale(chance);
        foreach (var (run, found) in chance.Others)
        {
            to.Open("tr").Open("td");
            ComparedRunsSection.Sign(to, run);
            to.Close().Cell(CellKind.Number, found.Difference).Element("td", Verdict(found), ("title", found.Sentence)).Cell(CellKind.Number, found.PValue).Cell(CellKind.Number, found.Low).Cell(CellKind.Number, found.High);
            to.Open("td");
            if (found is { Low: { } low, High: { } high, Difference: { } difference }) Draw(to, scale, low, high, difference);
            to.Close().Cell(CellKind.Number, found.Sharpe).Cell(CellKind.Number, found.ReferenceSharpe).Cell(CellKind.Count, found.CommonBars).CloseLine();
        }

        to.EndTable();
    };

    private static string Chosen(RunChance chance) => chance.Others.Count > 1 ? $" {chance.Best.Letter} was chosen from {chance.Others.Count + 1} for being the best, which makes differences look larger than they are." : "";

    private static string Verdict(SharpeDifference found) => found.Verdict switch
    {
        SharpeVerdict.Better => "yes, higher",
        SharpeVerdict.Worse => "yes, lower",
        SharpeVerdict.Chance => "no, it may be chance",
        SharpeVerdict.Same => "no, the same",
        _ => found.Sentence,
    };

    // One for all rows, with the place of no difference in it.
    private static LinearScale Scale(RunChance chance)
    {
        var ends = chance.Others.SelectMany(o => new[] { o.Difference.Low, o.Difference.High }).OfType<double>().Where(double.IsFinite).Append(0).ToList();
        return new LinearScale(ends.Min(), ends.Max(), 0.02);
    }

    private static void Draw(Markup to, LinearScale scale, double low, double high, double difference)
    {
        to.Open("svg", ("width", Width), ("height", Height), ("viewBox", $"0 0 {Markup.Plain(Width)} {Markup.Plain(Height)}"), ("aria-hidden", "true"));
        to.Empty("line", ("class", "axis"), ("x1", At(0)), ("x2", At(0)), ("y1", 0), ("y2", Height));
        to.Empty("rect", ("class", "bar interval"), ("x", At(low)), ("y", 6), ("width", Math.Max(At(high) - At(low), 1.5)), ("height", Height - 12), ("rx", 2));
        to.Empty("line", ("class", "interval-mark"), ("x1", At(difference)), ("x2", At(difference)), ("y1", 3), ("y2", Height - 3));
        to.Close();

        double At(double value) => Side + scale.Place(value) * (Width - 2 * Side);
    }
}
