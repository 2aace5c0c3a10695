using System.Management.Automation;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>What every command takes that looks into an outbox.</summary>
public abstract class WaitingRunCmdlet : PeakTradeCmdlet
{
    /// <summary>The folder of the run store, whose folder .outbox is the outbox.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ResultsRoot { get; set; } = "results";

    /// <summary>The outbox itself, where [tracking] outbox names another.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Outbox { get; set; }

    private protected string Root => FilePath(ResultsRoot);

    private protected string? Folder => Outbox is null ? null : FilePath(Outbox);
}
