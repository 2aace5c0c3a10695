using System.Management.Automation;
using PeakTrade.Engine;
using PeakTrade.PowerShell.Strategies;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>A strategy as a user gives it: a key, a script block, an object of a strategy class, or something that names one.</summary>
internal sealed record StrategyArgument(string? Key, IStrategy? Own)
{
    /// <summary>What a parameter of a strategy holds; null where it was not given.</summary>
    public static StrategyArgument? In(object? parameter) => (StrategyArgument?)parameter;

    public override string ToString() => Key ?? Own!.Info.Key;
}

/// <summary>
/// Takes all the forms of a strategy. A parameter that takes pipeline input and script blocks must be an object: of any other type,
/// PowerShell would run the block for each input instead of handing it over.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StrategyArgumentAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => Of(inputData);

    private static StrategyArgument? Of(object? given) => (given is PSObject wrapped ? wrapped.BaseObject : given) switch
    {
        null or "" => null,
        StrategyArgument same => same,
        string key => new(key, null),
        ScriptBlock script => new(null, new ScriptStrategy(script)),
        IStrategy strategy => new(null, strategy),
        RegisteredStrategy strategy => new(strategy.Key, null),
        // A result, or a row of a table of them.
        var other when PSObject.AsPSObject(given!).Properties["Strategy"]?.Value is { } named && named != other => Of(named),
        var other => throw new ArgumentTransformationMetadataException($"\"{other}\" is no strategy; give a key, a script block, or an object of a class that implements PeakTrade.IStrategy."),
    };
}
