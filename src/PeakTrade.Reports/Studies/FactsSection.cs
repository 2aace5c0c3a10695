using System.Globalization;

namespace PeakTrade.Reports;

/// <summary>What was searched, how, and what became of the trials.</summary>
internal static class FactsSection
{
    private const int MostReasons = 5;

    public static Action<Markup> Write(StudyView view) => to =>
    {
        var study = view.Study;
        to.Open("dl", ("class", "facts"));
        Fact(to, "Strategy", study.Strategy);
        Fact(to, "Instrument", study.Symbol);
        Fact(to, "Data", study.Path);
        Fact(to, study.Objectives.Count == 1 ? "Objective" : "Objectives", string.Join("; ", study.Objectives.Select((name, i) => $"{name}, {(i < study.Directions.Count && study.Directions[i] == StudyDirection.Maximize ? "maximized" : "minimized")}")));
        Fact(to, study.Constraints.Count == 1 ? "Constraint" : "Constraints", string.Join("; ", study.Constraints));
        Fact(to, "Sampler", study.SamplerReason is { Length: > 0 } why ? $"{study.Sampler}: {why}" : study.Sampler);
        Fact(to, "Pruner", study.Pruner ?? "none");
        Fact(to, "Seed", study.Seed.ToString(CultureInfo.InvariantCulture));
        Fact(to, "Lag", study.Lag > 0 ? $"{study.Lag}: trial k learns from trials up to k - {study.Lag}" : "");
        Fact(to, "Trials", Counts(view));
        Fact(to, "Storage", study.Storage ?? "not stored");
        to.Close();
        Failures(to, view);
    };

    private static string Counts(StudyView view)
    {
        var running = view.Trials.Count(t => t.State == TrialState.Running);
        var broken = view.Complete.Count - view.Feasible.Count;
        var same = view.Trials.Count(t => t.SameAs is not null);
        string?[] parts =
        [
            Part(view.Study.Complete, "complete"), Part(view.Study.Pruned, "pruned"), Part(view.Study.Failed, "failed"), running > 0 ? Part(running, "running") : null,
            broken > 0 ? $"{Part(broken, broken == 1 ? "breaks" : "break")} a constraint" : null, same > 0 ? $"{Part(same, "answered")} by an equal one" : null,
        ];
        return $"{NumberText.Count(view.Study.TrialCount)}: {string.Join(", ", parts.OfType<string>())}";
    }

    private static string Part(int count, string what) => $"{NumberText.Count(count)} {what}";

    private static void Failures(Markup to, StudyView view)
    {
        var reasons = view.Trials.Where(t => t.State == TrialState.Failed).GroupBy(t => t.Error is { Length: > 0 } why ? why : "No reason was given.", StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.First().Number).ToList();
        if (reasons.Count == 0) return;
        to.Element("h3", "Why trials failed").Open("div", ("class", "scroll")).Open("table").Open("thead").Open("tr");
        to.Element("th", "Trials", ("class", "number")).Element("th", "First").Element("th", "Reason").Close().Close().Open("tbody");
        foreach (var reason in reasons.Take(MostReasons))
        {
            to.Open("tr").Element("td", NumberText.Count(reason.Count()), ("class", "number")).Element("td", $"trial {reason.First().Number}");
            to.Element("td", NumberText.Cut(reason.Key, 500), ("class", "long")).CloseLine();
        }

        to.Close().Close().Close();
        if (reasons.Count > MostReasons) to.Element("p", $"And {NumberText.Count(reasons.Count - MostReasons, "further reason")}.", ("class", "lead"));
    }

    private static void Fact(Markup to, string name, string? text)
    {
        if (text is not { Length: > 0 }) return;
        to.Open("div").Element("dt", name).Element("dd", text).CloseLine();
    }
}
