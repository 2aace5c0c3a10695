using System.Globalization;
using PeakTrade.Engine;

namespace PeakTrade.Reports;

/// <summary>How alike the runs moved where their times overlap.</summary>
internal static class CorrelationSection
{
    private const int HeatSteps = 5;

    public static Action<Markup> Write(IReadOnlyList<RunAmong> all, CancellationToken cancel) => to =>
    {
        var runs = all.Take(RunAmong.Clear).ToList();
        var of = all.Count > runs.Count ? $" Of the first {runs.Count} runs." : "";
        to.Element("p", $"From each time that two runs both have to the next such time; empty where they have too few in common, or one never moves.{of}", ("class", "lead"));
        to.Open("div", ("class", "scroll")).Open("table", ("class", "heat matrix")).Open("thead").Open("tr").Element("th", "");
        foreach (var run in runs) to.Element("th", run.Letter, ("class", "number"), ("scope", "col"));
        to.Close().Close().Open("tbody");
        var known = new double?[runs.Count, runs.Count];
        for (var row = 0; row < runs.Count; row++)
        {
            cancel.ThrowIfCancellationRequested();
            for (var column = row + 1; column < runs.Count; column++) known[row, column] = known[column, row] = ReturnCorrelation.Of(runs[row].Curve, runs[column].Curve);
            to.Open("tr").Open("td");
            ComparedRunsSection.Sign(to, runs[row]);
            to.Close();
            for (var column = 0; column < runs.Count; column++) to.Element("td", column == row ? "1" : known[row, column] is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "", ("class", $"number{(column == row ? " quiet" : Heat(known[row, column]))}"));
            to.CloseLine();
        }

        to.EndTable();
    };

    private static string Heat(double? value) => value is { } number && number != 0 ? $" {(number > 0 ? "gain" : "fall")}{Math.Clamp((int)Math.Ceiling(Math.Abs(number) * HeatSteps), 1, HeatSteps)}" : "";
}
