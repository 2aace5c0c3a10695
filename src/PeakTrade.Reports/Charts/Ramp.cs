namespace PeakTrade.Reports;

/// <summary>Ten colours from poor to good. A chart names the step only (classes <c>q0</c> to <c>q9</c>, <c>f0</c> to <c>f9</c>); the style sheet knows its colour by day, by night and in print.</summary>
internal static class Ramp
{
    public const int Steps = 10;

    public static int Step(double place) => double.IsNaN(place) ? 0 : Math.Clamp((int)(place * Steps), 0, Steps - 1);

    /// <summary>The key of the colours, in words at both ends.</summary>
    public static void Legend(Markup to, string from, string until)
    {
        to.Open("span", ("class", "key")).Element("span", from);
        to.Open("svg", ("width", 120), ("height", 10), ("viewBox", "0 0 120 10"), ("aria-hidden", "true"));
        for (var i = 0; i < Steps; i++) to.Empty("rect", ("class", $"f{i}"), ("x", i * 12), ("width", 12), ("height", 10));
        to.Close().Element("span", until).Close();
    }
}
