using System.Xml.Linq;

namespace PeakTrade.Reports.Tests;

/// <summary>A page as XML: that it can be read is itself the test that every element is closed and every text escaped.</summary>
internal sealed class ReadPage
{
    private readonly XDocument _page;

    public ReadPage(string html) => (Html, _page) = (html, XDocument.Parse(html.Replace("<!DOCTYPE html>", "")));

    public string Html { get; }

    public IEnumerable<XElement> All(string element) => _page.Descendants(element);

    public IEnumerable<XElement> WithClass(string name) => _page.Descendants().Where(e => ((string?)e.Attribute("class") ?? "").Split(' ').Contains(name));

    public XElement Section(string id) => _page.Descendants("section").Single(s => (string?)s.Attribute("id") == id);

    public bool Has(string id) => _page.Descendants("section").Any(s => (string?)s.Attribute("id") == id);

    /// <summary>How many dots of a class a section draws.</summary>
    public int Dots(string section, string name) => Section(section).Descendants("path").Where(p => ((string?)p.Attribute("class") ?? "").Split(' ') is var c && c.Contains("dots") && c.Contains(name) && p.Attribute("data-k") is not null)
        .Sum(p => ((string)p.Attribute("data-k")!).Split(' ').Length);

    /// <summary>The text of a section with single blanks.</summary>
    public string Text(string section) => string.Join(' ', string.Join(' ', Section(section).DescendantNodes().OfType<XText>().Select(t => t.Value)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static ReadPage Of(ParameterStudy study) => new(SampleStudy.Page(study));
}
