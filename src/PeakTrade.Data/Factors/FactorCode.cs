using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using PeakTrade.Data.DuckDb;
using PeakTrade.Engine;

namespace PeakTrade.Data.Factors;

/// <summary>
/// Names the code that a factor's values come from, and what its object holds. A module's version id names its code: the build is deterministic, so that the same
/// code has the same id and other code another.
/// </summary>
internal static class FactorCode
{
    /// <summary>Lines that are the same only for the same code and parameters; null, with the reason, where that cannot be known.</summary>
    public static IReadOnlyList<string>? Of(IFactor factor, out string why)
    {
        // The readers of the data and the runtime, whose logarithm is used, have their part in the values as well.
        List<string> lines =
        [
            .. new[] { typeof(PanelBuilder), typeof(FactorCode), typeof(IFactor) }.Select(type => VersionOf(type.Assembly)),
            $"runtime {Environment.Version}",
            $"duckdb {(DuckDbLibrary.Here.IsAvailable ? DuckDbDatabase.Version : "")}",
            $"type {factor.GetType().FullName}",
        ];
        why = Modules(factor, lines) ?? Fields(factor, lines) ?? "";
        return why.Length == 0 ? lines : null;
    }

    // The factor's own module, and all that it is built on but for the runtime.
    private static string? Modules(IFactor factor, List<string> lines)
    {
        var seen = new HashSet<Assembly>();
        var next = new Stack<Assembly>([factor.GetType().Assembly]);
        while (next.TryPop(out var assembly))
        {
            if (!seen.Add(assembly) || IsRuntime(assembly)) continue;
            if (assembly.IsDynamic) return $"the code of {factor.Name} is made while the program runs";
            lines.Add(VersionOf(assembly));
            foreach (var name in assembly.GetReferencedAssemblies())
            {
                if (Find(name, assembly) is not { } found) return $"{name.Name}, which {factor.Name} is built on, is not found";
                next.Push(found);
            }
        }

        // In whatever order they were found.
        lines.Sort(StringComparer.Ordinal);
        return null;
    }

    private static Assembly? Find(AssemblyName name, Assembly of)
    {
        try
        {
            return (AssemblyLoadContext.GetLoadContext(of) ?? AssemblyLoadContext.Default).LoadFromAssemblyName(name);
        }
        catch (Exception missing) when (missing is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    private static bool IsRuntime(Assembly assembly) =>
        assembly is { IsDynamic: false, Location.Length: > 0 } && Path.GetDirectoryName(assembly.Location) == Path.GetDirectoryName(typeof(object).Assembly.Location);

    // What an object was made with lies in its fields: numbers and words say what they are, anything else may do what it likes.
    private static string? Fields(IFactor factor, List<string> lines)
    {
        for (var type = factor.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                var value = field.GetValue(factor);
                if (Text(value) is not { } text) return $"{factor.Name} holds a {value!.GetType().Name}, and what that does cannot be known";
                lines.Add($"field {type.FullName} {field.Name} = {text}");
            }
        }

        return null;
    }

    private static string? Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        double number => BitConverter.DoubleToInt64Bits(number).ToString(CultureInfo.InvariantCulture),
        float number => BitConverter.SingleToInt32Bits(number).ToString(CultureInfo.InvariantCulture),
        DateTime time => string.Create(CultureInfo.InvariantCulture, $"{time.Ticks} {time.Kind}"),
        TimeSpan span => span.Ticks.ToString(CultureInfo.InvariantCulture),
        nint or nuint => null,
        decimal or Enum => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => value.GetType().IsPrimitive ? Convert.ToString(value, CultureInfo.InvariantCulture) : null,
    };

    private static string VersionOf(Assembly assembly) => $"module {assembly.GetName().Name} {assembly.ManifestModule.ModuleVersionId}";
}
