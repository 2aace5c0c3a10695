using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace PeakTrade.House.Tests;

public class SurfaceTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void The_public_surface_of_Abstractions_is_the_approved_one()
    {
        var text = new StringBuilder();
        foreach (var type in typeof(Bars).Assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal)) Describe(type, text);
        Approval.Check(text.ToString(), "tests", "PeakTrade.House.Tests", "Approved", "Abstractions.txt");
    }

    private static void Describe(Type type, StringBuilder text)
    {
        var bases = new[] { type.BaseType }.Concat(type.GetInterfaces()).Where(b => b is not null && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum)).Select(b => CSharp.Name(b!));
        text.Append($"{Kind(type)} {CSharp.Name(type)}{(type.IsEnum ? "" : bases.Any() ? $" : {string.Join(", ", bases.Order(StringComparer.Ordinal))}" : "")}\n");
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type)) text.Append($"    {name} = {Convert.ToInt64(Enum.Parse(type, name))}\n");
            return;
        }

        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var lines = new List<string>();
        lines.AddRange(type.GetConstructors(declared).Select(c => $"new({Parameters(c)})"));
        lines.AddRange(type.GetFields(declared).Select(f => $"{(f.IsStatic ? "static " : "")}{CSharp.Name(f.FieldType)} {f.Name}"));
        lines.AddRange(type.GetProperties(declared).Where(p => p.Name != "EqualityContract").Select(Property));
        lines.AddRange(type.GetMethods(declared).Where(m => !m.IsSpecialName && m.GetCustomAttribute<CompilerGeneratedAttribute>() is null && m.Name is not ("Equals" or "GetHashCode" or "ToString" or "Deconstruct"))
            .Select(m => $"{(m.IsStatic ? "static " : "")}{CSharp.Name(m.ReturnType)} {m.Name}({Parameters(m)})"));
        foreach (var line in lines.Order(StringComparer.Ordinal)) text.Append($"    {line}\n");
    }

    private static string Property(PropertyInfo property)
    {
        var isStatic = property.GetMethod!.IsStatic ? "static " : "";
        var set = property.SetMethod is not { IsPublic: true } setter ? "" : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";
        var nullable = property.PropertyType.IsValueType || Nullability.Create(property).ReadState != NullabilityState.Nullable ? "" : "?";
        return $"{isStatic}{CSharp.Name(property.PropertyType)}{nullable} {property.Name} {{ get;{set} }}";
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{CSharp.Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? $" = {p.DefaultValue ?? "default"}" : "")}"));

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsSealed: true } => "sealed class",
        { IsAbstract: true } => "abstract class",
        _ => "class",
    };
}
