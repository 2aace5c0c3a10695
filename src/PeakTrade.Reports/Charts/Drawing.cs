namespace PeakTrade.Reports;

/// <summary>The frame of a drawing. Where a screen is narrow a wide one keeps a size at which its text can be read, and is moved sideways.</summary>
internal static class Drawing
{
    private const double Wide = 600;

    public static void Open(Markup to, string label, double width, double height)
    {
        if (width > Wide) to.Open("div", ("class", "drawing"));
        to.Open("svg", ("class", "chart"), ("width", width), ("height", height), ("viewBox", $"0 0 {Markup.Plain(width)} {Markup.Plain(height)}"), ("role", "img"), ("aria-label", label));
    }

    public static void Close(Markup to, double width)
    {
        if (width > Wide) to.Close();
        to.CloseLine();
    }
}
