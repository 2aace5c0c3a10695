using System.Management.Automation;

namespace PeakTrade.PowerShell.Pipeline;

/// <summary>Lets views tell a portfolio's result from one of a single instrument: both are of one type.</summary>
internal static class PortfolioView
{
    private const string TypeName = "PeakTrade.BacktestResult#Portfolio";

    public static PSObject Of(BacktestResult portfolio)
    {
        var shown = PSObject.AsPSObject(portfolio);
        if (!shown.TypeNames.Contains(TypeName)) shown.TypeNames.Insert(0, TypeName);
        return shown;
    }
}
