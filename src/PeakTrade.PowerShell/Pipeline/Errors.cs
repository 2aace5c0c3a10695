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
