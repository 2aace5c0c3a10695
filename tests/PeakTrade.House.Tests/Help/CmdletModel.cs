using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PeakTrade.PowerShell.Cmdlets;

namespace PeakTrade.House.Tests.Help;

/// <summary>A cmdlet as its code and its comments tell it.</summary>
internal sealed partial record CmdletModel(string Name, string Summary, string Remarks, bool SupportsShouldProcess, IReadOnlyList<Type> Outputs, IReadOnlyList<ParameterModel> Parameters, IReadOnlyList<(string Code, string Text)> Examples)
{
    private static readonly XDocument Comments = XDocument.Load(Path.ChangeExtension(typeof(InvokeBacktestCommand).Assembly.Location, ".xml"));

    public static IReadOnlyList<CmdletModel> All { get; } =
        [.. typeof(InvokeBacktestCommand).Assembly.GetExportedTypes().Where(t => Attribute(t, nameof(CmdletAttribute)) is not null).Select(Of).OrderBy(c => c.Name, StringComparer.Ordinal)];

    private static CmdletModel Of(Type type)
    {
        var cmdlet = Attribute(type, nameof(CmdletAttribute))!;
        var comment = Comment($"T:{type.FullName}");
        return new(
            $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}",
            Text(comment?.Element("summary")),
            Text(comment?.Element("remarks")),
            Named(cmdlet, "SupportsShouldProcess") is true,
            [.. Attributes(type, nameof(OutputTypeAttribute)).SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).Select(a => (Type)a.Value!)],
            [.. type.GetProperties().Where(p => Attribute(p, nameof(ParameterAttribute)) is not null).OrderBy(p => p.MetadataToken).Select(ParameterOf)],
            [.. (comment?.Elements("example") ?? []).Select(e => (Text(e.Element("code")), Text(e.Element("para"))))]);
    }

    private static ParameterModel ParameterOf(PropertyInfo property) => new(
        property.Name,
        property.PropertyType,
        Text(Comment($"P:{property.DeclaringType!.FullName}.{property.Name}")?.Element("summary")),
        [.. Attributes(property, nameof(AliasAttribute)).SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).Select(a => (string)a.Value!)],
        Attribute(property, nameof(ArgumentCompleterAttribute)) is { } completer ? ((Type)completer.ConstructorArguments[0].Value!).Name : null,
        Attribute(property, "SupportsWildcardsAttribute") is not null,
        [.. Attributes(property, nameof(ParameterAttribute)).Select(a => new ParameterSetModel(
            Named(a, "ParameterSetName") as string ?? "all sets",
            Named(a, "Mandatory") is true,
            Named(a, "Position") as int?,
            Named(a, "ValueFromPipeline") is true,
            Named(a, "ValueFromPipelineByPropertyName") is true))]);

    private static XElement? Comment(string member) => Comments.Descendants("member").FirstOrDefault(m => (string?)m.Attribute("name") == member);

    private static string Text(XElement? element) => element is null ? "" : White().Replace(element.Value, " ").Trim();

    private static CustomAttributeData? Attribute(MemberInfo member, string name) => Attributes(member, name).FirstOrDefault();

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) => member.GetCustomAttributesData().Where(a => a.AttributeType.Name == name);

    private static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Where(a => a.MemberName == name).Select(a => a.TypedValue.Value).FirstOrDefault();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}

/// <summary>A parameter of a cmdlet.</summary>
internal sealed record ParameterModel(string Name, Type Type, string Summary, IReadOnlyList<string> Aliases, string? Completer, bool Wildcards, IReadOnlyList<ParameterSetModel> Sets);

/// <summary>How a parameter is given in one of the sets.</summary>
internal sealed record ParameterSetModel(string Set, bool Mandatory, int? Position, bool ByValue, bool ByName)
{
    public string Pipeline => (ByValue, ByName) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };

    public override string ToString() => $"{Set}: {(Mandatory ? "mandatory" : "optional")}, {(Position is { } at ? $"position {at}" : "named")}, pipeline {Pipeline}";
}
