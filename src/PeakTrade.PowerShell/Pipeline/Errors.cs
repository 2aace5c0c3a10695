using System.Management.Automation;

namespace PeakTrade.PowerShell.Pipeline;

/// <summary>Faults as PowerShell shows them.</summary>
internal static class Errors
{
    public static ErrorRecord Record(PeakTradeException fault, object? target) =>
        new(fault, fault.Kind.Id, Category(fault.Kind.Class), fault.Target ?? target)
        {
            ErrorDetails = new ErrorDetails(fault.Message) { RecommendedAction = fault.RecommendedAction },
        };

    /// <summary>Why a run of a batch has no result. It never ends the command, whatever kind it is of: the other runs go on.</summary>
    public static ErrorRecord Record(BatchRunResult run)
    {
        var kind = FaultCatalogue.All.FirstOrDefault(k => k.Id == run.ErrorId) ?? FaultCatalogue.BatchRunFailed;
        return Record(kind.Because($"{run.RunId}: {run.Error}", target: run.RunId), run.RunId);
    }

    private static ErrorCategory Category(FaultClass kind) => kind switch
    {
        FaultClass.InvalidArgument => ErrorCategory.InvalidArgument,
        FaultClass.InvalidData => ErrorCategory.InvalidData,
        FaultClass.NotFound => ErrorCategory.ObjectNotFound,
        FaultClass.ReadError => ErrorCategory.ReadError,
        FaultClass.WriteError => ErrorCategory.WriteError,
        FaultClass.UserCode => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.NotImplemented,
    };
}
