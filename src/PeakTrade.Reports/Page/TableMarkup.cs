namespace PeakTrade.Reports;

/// <summary>Tables and lists of facts, as all pages have them.</summary>
internal static class TableMarkup
{
    /// <summary>A head of columns, and the body left open for rows; <see cref="EndTable"/> closes it.</summary>
    public static void BeginTable(this Markup to, string style, params ReadOnlySpan<(string Name, bool IsNumber)> columns)
    {
        var sortable = style.Contains("sortable", StringComparison.Ordinal);
        to.Open("div", ("class", "scroll")).Open("table", ("class", style)).Open("thead").Open("tr");
        foreach (var (name, isNumber) in columns)
        {
            to.Open("th", ("class", isNumber ? "number" : null), ("scope", "col"));
            if (sortable) to.Element("button", name, ("type", "button"));
            else to.Text(name);
            to.Close();
        }

        to.Close().Close().Open("tbody");
    }

    public static void EndTable(this Markup to) => to.Close().Close().CloseLine();

    /// <summary>A cell of text; long ones may be broken.</summary>
    public static Markup TextCell(this Markup to, string text) => to.Element("td", text, ("class", text.Length > 40 ? "long" : null));

    /// <summary>A cell of a figure, which sorts by its value.</summary>
    public static Markup Cell(this Markup to, CellKind kind, object? value, string? style = null) =>
        to.Element("td", CellText.ForPeople(kind, value), ("class", kind is CellKind.Text or CellKind.Time ? style : style is null ? "number" : $"number {style}"), ("data-v", kind == CellKind.Time ? null : CellText.ForPrograms(value)));

    /// <summary>A named fact of a list; one that is not known is left out.</summary>
    public static void Fact(this Markup to, string name, string? text, string? style = null)
    {
        if (text is { Length: > 0 }) to.Open("div").Element("dt", name).Element("dd", text, ("class", style)).CloseLine();
    }
}
