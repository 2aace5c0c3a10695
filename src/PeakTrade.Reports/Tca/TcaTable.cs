namespace PeakTrade.Reports;

/// <summary>A table of a section: names at the left, numbers at the right.</summary>
internal static class TcaTable
{
    /// <summary>Opens it. A heading that begins with a blank is a number's.</summary>
    public static void Open(Markup to, params ReadOnlySpan<string> headings) => Open(to, null, headings);

    /// <summary>Opens one as wide as the page, so that the columns of several stand one below the other.</summary>
    public static void OpenWide(Markup to, params ReadOnlySpan<string> headings) => Open(to, "wide", headings);

    private static void Open(Markup to, string? style, ReadOnlySpan<string> headings)
    {
        to.Open("div", ("class", "scroll")).Open("table", ("class", style)).Open("thead").Open("tr");
        foreach (var heading in headings) to.Element("th", heading.TrimStart(), ("class", heading.StartsWith(' ') ? "number" : null));
        to.Close().Close().Open("tbody");
    }

    public static void Close(Markup to) => to.Close().Close().CloseLine();

    /// <summary>Writes a row: a text, then numbers.</summary>
    public static void Row(Markup to, string name, params ReadOnlySpan<string> numbers)
    {
        to.Open("tr").Element("td", NumberText.Cut(name, 80));
        foreach (var number in numbers) to.Element("td", number, ("class", number == TcaText.Undefined ? "number quiet" : "number"));
        to.CloseLine();
    }

    /// <summary>The columns of a cost, for <see cref="Costs"/>.</summary>
    public static string[] CostColumns { get; } = ["", " Fills", " Notional", " Delay", " Slippage", " Fees", " Borrow", " Shortfall", " bps"];

    public static void Costs(Markup to, string name, TcaCosts c) => Row(to, name,
        NumberText.Count(c.Fills), TcaText.Money(c.Notional), TcaText.Money(c.Delay), TcaText.Money(c.Slippage), TcaText.Money(c.Fees), TcaText.Money(c.Borrow), TcaText.Money(c.Shortfall), TcaText.Bps(c.ShortfallBps));

    public static void Figure(Markup to, string name, string figure, string meaning)
    {
        to.Open("div", ("class", "figure")).Element("span", name);
        to.Element("b", figure, ("class", figure == TcaText.Undefined ? "none" : null)).Element("small", meaning).CloseLine();
    }
}
