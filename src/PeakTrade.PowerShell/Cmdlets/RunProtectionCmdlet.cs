using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>What the two commands share that protect runs and lift their protection.</summary>
public abstract class RunProtectionCmdlet : PeakTradeCmdlet
{
    /// <summary>Runs, as Get-RunResult and Invoke-Backtest give them, or their ids or first characters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNullOrEmpty]
    public PSObject[] RunId { get; set; } = [];

    /// <summary>Says of each run whether it is protected now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The folder of the run store that ids are of.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ResultsRoot { get; set; } = "results";

    private protected abstract bool Keep { get; }

    private protected abstract string? Why { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var given in RunId)
        {
            switch (given?.BaseObject)
            {
                case BacktestResult { RunPath: { } folder }: Mark(folder); break;
                case var _ when RunIdText.Of(given) is { } id: Named(id); break;
                case var other: WriteFault(FaultCatalogue.RunMissing.Because($"There is no stored run in {(other is null ? "nothing" : $"an object of type {other.GetType().Name}")}.", "Pipe what Get-RunResult gives.", target: other), given); break;
            }
        }
    }

    private void Named(string id)
    {
        foreach (var (folder, error) in KeepRuns.Folders(FilePath(ResultsRoot), [id], StopToken))
        {
            if (folder is not null) Mark(folder);
            else WriteFault(error!, id);
        }
    }

    private void Mark(string folder)
    {
        if (!ShouldProcess(folder, Keep ? "Protect the run from removal" : "Lift the protection of the run")) return;
        try
        {
            var run = KeepRuns.Execute(folder, Keep, Why);
            if (PassThru) WriteObject(run);
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, folder);
        }
    }
}
