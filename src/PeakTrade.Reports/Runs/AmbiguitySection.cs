namespace PeakTrade.Reports;

/// <summary>How far the order of prices inside a bar, which nobody knows, could have changed the end.</summary>
internal static class AmbiguitySection
{
    public static Action<Markup> Write(BacktestResult run) => to =>
    {
        if (run.AmbiguousBars == 0)
        {
            to.Element("p", $"No bar held both a stop and a target, so none mattered: final equity is {Money(run.FinalEquity)} however the inside of a bar is read.");
            return;
        }

        var (low, high) = (Math.Min(run.FinalEquityPessimistic, run.FinalEquityOptimistic), Math.Max(run.FinalEquityPessimistic, run.FinalEquityOptimistic));
        var share = run.FinalEquity != 0 && double.IsFinite(high - low) ? $", {CellText.ForPeople(CellKind.Percent, (high - low) / Math.Abs(run.FinalEquity))} of it wide" : "";
        to.Element("p", $"In {NumberText.Count(run.AmbiguousBars, "bar")} both a stop and a target lay inside the bar, and nobody knows which came first. Final equity lies between {Money(run.FinalEquityPessimistic)} (the stop always first) and {Money(run.FinalEquityOptimistic)} (the target always first){share}; this run reads it as {Money(run.FinalEquity)}.");
        if (double.IsFinite(low) && double.IsFinite(high) && double.IsFinite(run.FinalEquity)) new IntervalBar("Final equity, from pessimistic to optimistic", low, high, run.FinalEquity, 900).Draw(to);
    };

    private static string Money(double value) => CellText.ForPeople(CellKind.Number, value);
}
