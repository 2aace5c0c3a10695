using System.Reflection;

namespace PeakTrade.Engine;

/// <summary>Makes a strategy of a class of the user's.</summary>
public static class StrategyClass
{
    /// <summary>An object of this class, which must be public, implement <see cref="IStrategy"/> and have a constructor without parameters.</summary>
    public static IStrategy Make(Type type) => Make(type, type.Assembly.GetName().Name ?? "");

    internal static IStrategy Make(Type type, string from)
    {
        if (Hindrance(type) is { } hindrance) throw NotLoadable(type, from, hindrance);
        try
        {
            return (IStrategy)Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException failure)
        {
            var inner = failure.InnerException ?? failure;
            throw NotLoadable(type, from, $"has a constructor that failed: {inner.GetType().Name}: {inner.Message}", "Mend the constructor.", inner);
        }
        catch (Exception failure) when (failure is TypeLoadException or MissingMethodException or IOException)
        {
            throw NotLoadable(type, from, $"cannot be made: {failure.Message}", "Put what it needs beside it, or build it against this version of PeakTrade.", failure);
        }
    }

    internal static string? Hindrance(Type type) => type switch
    {
        _ when !type.IsAssignableTo(typeof(IStrategy)) => "does not implement PeakTrade.IStrategy",
        { IsVisible: false } => "is not public",
        { IsAbstract: true } => "is abstract",
        { ContainsGenericParameters: true } => "is generic",
        _ => type.GetConstructor(Type.EmptyTypes) is null ? "has no public constructor without parameters" : null,
    };

    private static PeakTradeException NotLoadable(Type type, string from, string why, string action = "", Exception? inner = null) =>
        FaultCatalogue.StrategyNotLoadable.Because($"{from}: {type.FullName} {why}.", action, target: type.FullName, inner: inner);
}
