namespace PeakTrade.Reports;

/// <summary>The page of a study: how far its best value can be believed, what was found, and how it was found.</summary>
public static class StudyReport
{
    /// <summary>
    /// Writes the page, one HTML file that needs nothing else. The same study gives the same bytes: neither the time of writing nor the time that trials took
    /// is part of it.
    /// </summary>
    public static void Write(ParameterStudy study, TextWriter to)
    {
        var view = new StudyView(study);
        var page = new ReportPage
        {
            Title = study.Name.Length > 0 ? study.Name : $"Study of {study.Strategy}",
            Kind = "Parameter study",
            Foot = study.Hash.Length > 0 ? $"PeakTrade. SHA-256 of the trials: {study.Hash}" : "PeakTrade.",
            Facts = TrialFacts.Json(view),
        };
        page.Add("verdict", "Can it be believed?", VerdictSection.Write(view));
        page.Add("best", view.Objectives.Count > 1 ? "Best trial by the first objective" : "Best trial", BestSection.Write(view));
        page.Add("study", "The study", FactsSection.Write(view));
        page.Add("history", "History", HistorySection.Write(view));
        if (view.Objectives.Count > 1) page.Add("front", "Pareto front", FrontSection.Write(view));
        page.Add("importances", "Importance", ImportanceSection.Write(view));
        page.Add("slices", "Slices", SliceSection.Write(view));
        if (view.Columns.Count > 1) page.Add("contours", "Contours", SurfaceSection.Write(view));
        page.Add("parallel", "Parallel coordinates", ParallelSection.Write(view));
        if (view.Trials.Any(t => t.Steps.Count > 1)) page.Add("steps", "Steps", StepSection.Write(view));
        page.Add("trials", "Best trials", TrialSection.Write(view));
        page.Write(to);
    }
}
