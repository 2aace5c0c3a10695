namespace PeakTrade.House.Tests;

/// <summary>Type names as a C# reader writes them.</summary>
internal static class CSharp
{
    public static string Name(Type type)
    {
        if (type.IsByRef) return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return $"{Name(underlying)}?";
        if (type.IsGenericType) return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
        return type.FullName switch
        {
            "System.Boolean" => "bool", "System.SByte" => "sbyte", "System.Byte" => "byte", "System.Int32" => "int", "System.Int64" => "long", "System.Double" => "double",
            "System.String" => "string", "System.Object" => "object", "System.Void" => "void",
            _ => type.Name,
        };
    }
}
