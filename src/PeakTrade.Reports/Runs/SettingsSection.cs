namespace PeakTrade.Reports;

/// <summary>The strategy's parameters, and every other setting that took effect.</summary>
internal static class SettingsSection
{
    private const int LongestValue = 200;

    public static Action<Markup> Write(RunStory story) => to =>
    {
        var run = story.Result;
        if (run.Parameters.Count == 0) to.Element("p", $"{run.Strategy} has no parameters.", ("class", "lead"));
        else List(to, "settings", run.Parameters.Select(p => KeyValuePair.Create(p.Key, NumberText.OfValue(p.Value))));
        if (story.Settings.Count == 0) return;
        to.Element("h3", "Settings");
        List(to, "settings two", story.Settings);
    };

    private static void List(Markup to, string style, IEnumerable<KeyValuePair<string, string>> values)
    {
        to.Open("dl", ("class", style));
        foreach (var (name, value) in values) to.Open("div").Element("dt", name).Element("dd", value.Length == 0 ? CellText.Undefined : NumberText.Cut(value, LongestValue)).CloseLine();
        to.CloseLine();
    }
}
