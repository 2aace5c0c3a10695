using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PeakTrade.Engine;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Strategies;

/// <summary>A script block as a strategy: <c>{ param($Bars, $Parameters) ... }</c> that returns one state for each bar. It runs on the pipeline thread.</summary>
internal sealed class ScriptStrategy(ScriptBlock script, string key = "script", string description = "A script block") : IStrategy
{
    // Of the pipeline thread, on which it is made.
    private readonly Runspace _home = Runspace.DefaultRunspace;

    /// <summary>What was written.</summary>
    public string Code { get; } = $"{script}";

    public StrategyInfo Info { get; } = StrategyInfo.WithoutSchema(key, description);

    public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states)
    {
        var arguments = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in parameters) arguments[name] = value;
        var view = new ScriptBars(bars);
        var returned = PipelinePump.Current is { } pump ? StageClock.Elsewhere(pump.Ask, () => Invoke(view, arguments)) : Invoke(view, arguments);

        var values = Flatten(returned);
        if (values.Count != states.Length)
            throw FaultCatalogue.StrategyBadStates.Because($"{Info.Key} returned {values.Count} states for {states.Length} bars of {bars.Symbol}.", "Return one state for each bar.");
        for (var t = 0; t < states.Length; t++) states[t] = State(values[t], t, bars);
    }

    // A block belongs to the runspace it was written in, and would wait there until that one has nothing else to do. Elsewhere its text is run.
    private Collection<PSObject> Invoke(ScriptBars bars, Hashtable arguments) =>
        (Runspace.DefaultRunspace == _home ? script : ScriptBlock.Create($"{script}")).Invoke(bars, arguments);

    // An array that the script returns as one object (with a comma before it, or typed) means its elements.
    private static IList Flatten(Collection<PSObject> returned) =>
        returned.Count == 1 && returned[0]?.BaseObject is IList list ? list : returned;

    private sbyte State(object? value, int bar, Bars bars)
    {
        var raw = value is PSObject wrapped ? wrapped.BaseObject : value;
        var number = raw switch
        {
            sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal => Convert.ToDouble(raw, CultureInfo.InvariantCulture),
            bool yes => yes ? 1 : 0,
            _ => double.NaN,
        };
        return number is -1 or 0 or 1
            ? (sbyte)number
            : throw FaultCatalogue.StrategyBadStates.Because($"{Info.Key} returned {(raw is null ? "nothing" : $"\"{raw}\"")} for bar {bar} ({bars.TimeAt(bar):yyyy-MM-ddTHH:mm:ssZ}) of {bars.Symbol}; a state is -1, 0 or 1.");
    }
}
