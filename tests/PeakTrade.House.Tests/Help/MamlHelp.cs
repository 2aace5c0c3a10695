using System.Management.Automation;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PeakTrade.House.Tests.Help;

/// <summary>Writes the help of the cmdlets in the XML that Get-Help reads, from their own comments.</summary>
internal static class MamlHelp
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Msh = "http://msh";

    public static string Write(IEnumerable<CmdletModel> cmdlets)
    {
        var root = new XElement(Msh + "helpItems", new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
            cmdlets.Select(Of));
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true })) root.WriteTo(writer);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static XElement Of(CmdletModel cmdlet)
    {
        var words = cmdlet.Name.Split('-');
        return new XElement(Command + "command",
            new XElement(Command + "details",
                new XElement(Command + "name", cmdlet.Name), new XElement(Command + "verb", words[0]), new XElement(Command + "noun", words[1]),
                new XElement(Maml + "description", Paragraph(cmdlet.Summary))),
            new XElement(Maml + "description", Paragraph(cmdlet.Remarks)),
            new XElement(Command + "syntax", Sets(cmdlet).Select(set => Syntax(cmdlet, set))),
            new XElement(Command + "parameters", cmdlet.Parameters.Select(p => Parameter(p, p.Sets[0], full: true))),
            new XElement(Command + "returnValues", cmdlet.Outputs.Select(o => new XElement(Command + "returnValue", new XElement(Dev + "type", new XElement(Maml + "name", o.FullName))))),
            new XElement(Command + "examples", cmdlet.Examples.Select((e, i) => new XElement(Command + "example",
                new XElement(Maml + "title", $"Example {i + 1}"), new XElement(Dev + "code", e.Code), new XElement(Dev + "remarks", Paragraph(e.Text))))));
    }

    private static IEnumerable<string> Sets(CmdletModel cmdlet)
    {
        var named = cmdlet.Parameters.SelectMany(p => p.Sets).Select(s => s.Set).Where(s => s != "all sets").Distinct().ToList();
        return named.Count > 0 ? named : ["all sets"];
    }

    private static XElement Syntax(CmdletModel cmdlet, string set) =>
        new(Command + "syntaxItem", new XElement(Maml + "name", cmdlet.Name),
            cmdlet.Parameters
                .SelectMany(p => p.Sets.Where(s => s.Set == set || s.Set == "all sets").Take(1).Select(s => (Parameter: p, Set: s)))
                .OrderBy(p => p.Set.Position ?? int.MaxValue)
                .Select(p => Parameter(p.Parameter, p.Set, full: false)));

    private static XElement Parameter(ParameterModel parameter, ParameterSetModel set, bool full)
    {
        var isSwitch = parameter.Type == typeof(SwitchParameter);
        return new XElement(Command + "parameter",
            new XAttribute("required", set.Mandatory ? "true" : "false"), new XAttribute("globbing", parameter.Wildcards ? "true" : "false"),
            new XAttribute("pipelineInput", set.Pipeline), new XAttribute("position", set.Position is { } at ? $"{at}" : "named"),
            new XAttribute("aliases", string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", Paragraph(parameter.Summary)),
            isSwitch && !full ? null : new XElement(Command + "parameterValue", new XAttribute("required", isSwitch ? "false" : "true"), CSharp.Name(parameter.Type)),
            new XElement(Dev + "type", new XElement(Maml + "name", CSharp.Name(parameter.Type))));
    }

    private static XElement Paragraph(string text) => new(Maml + "para", text);
}
