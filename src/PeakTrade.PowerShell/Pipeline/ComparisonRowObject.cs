using System.Globalization;
using System.Management.Automation;

namespace PeakTrade.PowerShell.Pipeline;

/// <summary>A row of a comparison as PowerShell's users know rows: a property for each run, named as the run is.</summary>
internal static class ComparisonRowObject
{
    private const string TypeName = "PeakTrade.RunComparisonRow";
    private const int MostColumns = 5;

    public static PSObject Of(RunComparisonRow row, RunComparison comparison)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, TypeName);
        // The views are by the number of runs: a table's columns are fixed.
        if (comparison.Runs.Count <= MostColumns) result.TypeNames.Insert(0, string.Create(CultureInfo.InvariantCulture, $"{TypeName}#{comparison.Runs.Count}"));
        Add(result, "Kind", row.Kind);
        Add(result, "Name", row.Name);
        Add(result, "Differs", row.Differs);
        Add(result, "Best", row.Best is { } best ? comparison.Runs[best].Name : null);
        for (var i = 0; i < comparison.Runs.Count; i++) Add(result, comparison.Runs[i].Name, row.Values[i]);
        // What views show; no column of Export-Csv.
        result.Members.Add(new PSMemberSet("Shown", [new PSNoteProperty("Cells", row.Cells.ToArray()), new PSNoteProperty("Differences", row.Differences.ToArray())]));
        return result;
    }

    private static void Add(PSObject row, string name, object? value) => row.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
}
