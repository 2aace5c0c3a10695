using System.Collections;
using System.Management.Automation;
using PeakTrade.Engine;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Factors;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>Takes all the forms of factors: names, objects and types of factor classes, hashtables of names and script blocks, and lists of these.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FactorArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is IReadOnlyList<FactorChoice> same) return same;
        var choices = Of(inputData).ToList();
        return choices.Count > 0 ? choices : throw new ArgumentTransformationMetadataException("No factor is named; give names such as momentum_12_1, volatility_60d.");
    }

    private static IEnumerable<FactorChoice> Of(object? given) => Plain(given) switch
    {
        null or "" => [],
        string name => [new FactorChoice(name, null)],
        IFactor factor => [new FactorChoice(null, factor)],
        FactorPanel panel => [new FactorChoice(panel.Factor, null)],
        FactorForm form => [new FactorChoice(form.Example, null)],
        Type type => [new FactorChoice(null, Make(type))],
        IDictionary scripts => scripts.Keys.Cast<object>().OrderBy(name => $"{name}", StringComparer.Ordinal).Select(name => Script($"{name}", scripts[name])),
        IEnumerable list => list.Cast<object?>().SelectMany(Of),
        var other => throw Wrong($"\"{other}\" is no factor"),
    };

    private static FactorChoice Script(string name, object? value) => Plain(value) switch
    {
        ScriptBlock script => new FactorChoice(null, new ScriptFactor(name, script)),
        FunctionInfo function => new FactorChoice(null, new ScriptFactor(name, function.ScriptBlock)),
        _ => throw Wrong($"{name} is no script block"),
    };

    private static IFactor Make(Type type)
    {
        try
        {
            return (IFactor)Activator.CreateInstance(type)!;
        }
        catch (Exception fault) when (fault is MissingMethodException or InvalidCastException or MemberAccessException or System.Reflection.TargetInvocationException)
        {
            throw Wrong($"{type.FullName} is no factor that can be made without arguments ({(fault.InnerException ?? fault).Message})");
        }
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static ArgumentTransformationMetadataException Wrong(string what) =>
        new($"{what}; give a name such as momentum_12_1, an object of a class that implements PeakTrade.IFactor, or a hashtable @{{ my_factor = {{ param($Bars) ... }} }}.");
}
