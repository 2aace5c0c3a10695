using System.Text;

namespace PeakTrade.Reports;

/// <summary>
/// One HTML file that needs nothing else: styles, script and drawings stand in it, and nothing is fetched. Sections are announced first, so that the contents
/// can name them, and written one after another.
/// </summary>
internal sealed class ReportPage
{
    private readonly List<(string Id, string Heading, Action<Markup> Write)> _sections = [];

    /// <summary>The page's name.</summary>
    public required string Title { get; init; }

    /// <summary>A line above the name: what kind of page it is.</summary>
    public required string Kind { get; init; }

    /// <summary>A line below the name: what the page is about in a few words.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>A line at the end.</summary>
    public string Foot { get; init; } = "";

    /// <summary>What pointing at a mark shows, as JSON: <c>names</c> of the lines after the first, and <c>items</c> by key; null for nothing.</summary>
    public byte[]? Facts { get; init; }

    /// <summary>The courses over time that can be zoomed into, as JSON; null for none.</summary>
    public byte[]? Courses { get; init; }

    /// <summary>A further section.</summary>
    public void Add(string id, string heading, Action<Markup> write) => _sections.Add((id, heading, write));

    /// <summary>Writes the page.</summary>
    public void Write(TextWriter to)
    {
        to.Write("<!DOCTYPE html>\n");
        var page = new Markup(to);
        page.Open("html", ("lang", "en")).Open("head");
        page.Empty("meta", ("charset", "utf-8")).Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Element("title", $"{Title} - {Kind}").Own("style", Resource("page.css")).CloseLine();
        page.Open("body").Open("header").Element("div", Kind, ("class", "quiet")).Element("h1", Title);
        if (Subtitle.Length > 0) page.Element("div", Subtitle, ("class", "subtitle"));
        page.Open("nav");
        foreach (var (id, heading, _) in _sections) page.Element("a", heading, ("href", $"#{id}"));
        page.Close().CloseLine().Open("main");
        foreach (var (id, heading, write) in _sections)
        {
            page.Open("section", ("id", id)).Element("h2", heading);
            write(page);
            page.CloseLine();
        }

        page.CloseLine().Open("footer").Text(Foot).CloseLine();
        if (Facts is { } facts) page.Json("facts", facts);
        if (Courses is { } courses) page.Json("courses", courses);
        page.Own("script", Resource("page.js"));
        if (Courses is not null) page.Own("script", Resource("course.js"));
        page.Close().CloseLine();
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
