using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>Takes objectives: names of figures, or one script block over the result.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ObjectiveArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => [],
            string text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            IEnumerable items => items.Cast<object?>().Select(i => i is PSObject inner ? inner.BaseObject : i).ToArray(),
            var one => new object?[] { one },
        };
        if ((given.Length > 0 && given.All(i => i is string)) || given is [ScriptBlock]) return given;
        throw new ArgumentTransformationMetadataException("An objective is the name of a figure such as sharpe, several names, or one script block over the result: { $_.Sharpe - 0.01 * $_.Trades }.");
    }
}

/// <summary>What a parameter of objectives holds.</summary>
internal static class ObjectiveArgument
{
    public static IReadOnlyList<string> Figures(object[]? given) => [.. (given ?? []).OfType<string>()];

    public static OwnObjective? Own(object[]? given) => given is [ScriptBlock script] ? new ScriptObjective(script).Objective : null;

    /// <summary>A script block over a result, which is both <c>$_</c> and its first argument. It runs on the pipeline thread.</summary>
    private sealed class ScriptObjective(ScriptBlock script)
    {
        // Of the pipeline thread, on which it is made.
        private readonly Runspace _home = Runspace.DefaultRunspace;

        public OwnObjective Objective => new(Values, $"{script}");

        private List<double?> Values(BacktestResult result)
        {
            var returned = PipelinePump.Current is { } pump ? pump.Ask(() => Invoke(result)) : Invoke(result);
            var values = returned is [{ BaseObject: IList list }] ? list.Cast<object?>() : returned;
            return [.. values.Select(Number)];
        }

        private Collection<PSObject> Invoke(BacktestResult result)
        {
            try
            {
                return (Runspace.DefaultRunspace == _home ? script : ScriptBlock.Create($"{script}")).InvokeWithContext(null, [new PSVariable("_", result)], result);
            }
            catch (RuntimeException fault) when (fault is not PipelineStoppedException)
            {
                // An error that the block stops at comes wrapped; the record holds the error itself.
                throw FaultCatalogue.ArgumentObjective.Because($"The script block of the objective failed: {fault.ErrorRecord?.Exception.Message ?? fault.Message}", "", inner: fault);
            }
        }

        private static double? Number(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            null => null,
            sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal => LanguagePrimitives.ConvertTo<double>(value),
            var other => throw FaultCatalogue.ArgumentObjective.Because($"The script block of the objective returned \"{other}\", which is no number.", "Return one number for each direction, or nothing where there is none."),
        };
    }
}
