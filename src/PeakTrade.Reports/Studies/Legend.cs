namespace PeakTrade.Reports;

/// <summary>The key of a chart: a sign and what it stands for, drawn with the classes of the chart itself.</summary>
internal static class Legend
{
    public static void Write(Markup to, params ReadOnlySpan<(string Class, string Name, bool There)> items)
    {
        to.Open("div", ("class", "legend"));
        foreach (var (style, name, there) in items)
        {
            if (there) Item(to, style, name);
        }

        to.CloseLine();
    }

    private static void Item(Markup to, string style, string name)
    {
        var line = style.Contains("line", StringComparison.Ordinal);
        to.Open("span").Open("svg", ("width", line ? 20 : 12), ("height", 12), ("viewBox", line ? "0 0 20 12" : "0 0 12 12"), ("aria-hidden", "true"));
        if (style.StartsWith("circle ", StringComparison.Ordinal)) to.Empty("circle", ("class", style[7..]), ("cx", 6), ("cy", 6), ("r", 5));
        else to.Empty("path", ("class", line ? style : $"dots {style}"), ("d", line ? "M1 6H19" : "M6 6h0"));
        if (style.Contains("ring", StringComparison.Ordinal)) to.Empty("path", ("class", "dots hole"), ("d", "M6 6h0"));
        to.Close().Element("span", name).Close();
    }
}
