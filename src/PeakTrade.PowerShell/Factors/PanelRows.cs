using System.Collections;
using System.Management.Automation;

namespace PeakTrade.PowerShell.Factors;

/// <summary>A panel as rows of the pipeline: <c>(Get-FactorPanel momentum_12_1).GetRows()</c>. A row is made as it is asked for, since all of them would be many times the panel.</summary>
public sealed class PanelRows : IReadOnlyList<PSObject>
{
    private const string Time = "Time";

    private readonly FactorPanel _panel;
    private readonly string[] _names;

    internal PanelRows(FactorPanel panel) => (_panel, _names) = (panel, Names(panel.Symbols));

    /// <summary>How many rows there are: one for each time.</summary>
    public int Count => _panel.Count;

    /// <summary>A row: Time, and a property for each instrument, empty where it has no value.</summary>
    public PSObject this[int index]
    {
        get
        {
            var row = new PSObject();
            row.Properties.Add(new PSNoteProperty(Time, _panel.TimeAt(index)), preValidated: true);
            var values = _panel.CrossSection(index);
            for (var column = 0; column < values.Length; column++)
                row.Properties.Add(new PSNoteProperty(_names[column], double.IsNaN(values[column]) ? null : values[column]), preValidated: true);
            return row;
        }
    }

    /// <summary>The rows of a panel; the module's type file calls it.</summary>
    public static PanelRows Of(FactorPanel panel) => new(panel);

    /// <inheritdoc/>
    public IEnumerator<PSObject> GetEnumerator()
    {
        for (var row = 0; row < Count; row++) yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Names of properties differ by more than case; an instrument may be called Time, or differ from another in case only.
    private static string[] Names(IReadOnlyList<string> symbols)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Time };
        return [.. symbols.Select(Free)];

        string Free(string symbol)
        {
            while (!taken.Add(symbol)) symbol += "_";
            return symbol;
        }
    }
}
