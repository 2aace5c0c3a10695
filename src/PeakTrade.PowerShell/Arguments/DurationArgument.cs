using System.Management.Automation;
using PeakTrade.Operations;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>Takes a time span as texts write it (90s, 10m, 2h) beside what PowerShell takes itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && StudyChoices.Duration(text) is { } span ? span : inputData;
}
