using System.Reflection;

namespace PeakTrade.Runs;

/// <summary>A class of the user's that tracks: public, with a constructor that takes nothing or the settings of its table.</summary>
internal static class TrackerClass
{
    private static readonly Type[] TakesSettings = [typeof(IReadOnlyDictionary<string, object?>)];

    /// <summary>Why a class is no tracker that can be made; null where it is one.</summary>
    public static string? Hindrance(Type type) => type switch
    {
        _ when !type.IsAssignableTo(typeof(ITracker)) => "does not implement PeakTrade.ITracker",
        { IsVisible: false } => "is not public",
        { IsAbstract: true } => "is abstract",
        { ContainsGenericParameters: true } => "is generic",
        _ when type.GetConstructor(TakesSettings) is null && type.GetConstructor(Type.EmptyTypes) is null => "has no public constructor without parameters or with IReadOnlyDictionary<string, object?>",
        _ => null,
    };

    public static ITracker Make(Type type, IReadOnlyDictionary<string, object?> settings)
    {
        try
        {
            return (ITracker)(type.GetConstructor(TakesSettings) is { } taking ? taking.Invoke([settings]) : Activator.CreateInstance(type)!);
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } inner)
        {
            throw new InvalidOperationException($"Its constructor failed: {inner.GetType().Name}: {inner.Message}", inner);
        }
    }

    /// <summary>Whether a class goes by a backend's name: <c>Csv</c> and <c>CsvTracker</c> by <c>csv</c>.</summary>
    public static bool GoesBy(Type type, string name) =>
        type.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || type.Name.Equals(name + "Tracker", StringComparison.OrdinalIgnoreCase);
}
