using System.Management.Automation;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>
/// Keeps PowerShell from taking an object that names no file, such as what Get-Strategy writes, for a path by turning it into text: the file is
/// then the configuration's.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PathArgumentAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Names = ["Path", "LiteralPath", "PSPath", "FullName"];

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is null or string or Array) return inputData;
        var properties = PSObject.AsPSObject(inputData).Properties;
        return Names.Any(name => properties[name] is not null) ? inputData : null;
    }
}
