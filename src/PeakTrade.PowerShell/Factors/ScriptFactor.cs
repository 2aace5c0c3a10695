using System.Collections;
using System.Globalization;
using System.Management.Automation;
using PeakTrade.PowerShell.Pipeline;
using PeakTrade.PowerShell.Strategies;

namespace PeakTrade.PowerShell.Factors;

/// <summary>A script block as a factor: <c>{ param($Bars) ... }</c> that returns one number for each bar. It runs on the pipeline thread, and is never kept in the store.</summary>
internal sealed class ScriptFactor(string name, ScriptBlock script) : IFactor
{
    public string Name { get; } = name;

    public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values)
    {
        var view = new ScriptBars(bars);
        var returned = PipelinePump.Current is { } pump ? pump.Ask(() => script.Invoke(view)) : script.Invoke(view);
        IList numbers = returned is [{ BaseObject: IList list }] ? list : returned;
        if (numbers.Count != values.Length)
            throw FaultCatalogue.FactorBadValues.Because($"{Name} returned {numbers.Count} numbers for {values.Length} bars of {bars.Symbol}.", "Return one number for each bar, NaN or $null where there is none.", target: Name);
        for (var t = 0; t < values.Length; t++) values[t] = Number(numbers[t], t, bars);
    }

    private double Number(object? value, int bar, Bars bars) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => double.NaN,
        double number => number,
        var number and (sbyte or byte or short or ushort or int or uint or long or ulong or float or decimal) => Convert.ToDouble(number, CultureInfo.InvariantCulture),
        var other => throw FaultCatalogue.FactorBadValues.Because($"{Name} returned \"{other}\" for bar {bar} ({bars.TimeAt(bar):yyyy-MM-ddTHH:mm:ssZ}) of {bars.Symbol}; a number is wanted.", target: Name),
    };
}
