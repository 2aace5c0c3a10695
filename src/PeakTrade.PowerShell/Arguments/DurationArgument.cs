using System.Globalization;
using System.Management.Automation;
using PeakTrade.Operations;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>Takes a time span above 0, as a TimeSpan or as texts write it: 90s, 10m, 2h, 00:10:00.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationArgumentAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null) return null;
        // To PowerShell a bare 90s is the number 90 of type short, and 2d a decimal; a number made into a TimeSpan would count ticks. What was typed stands in the wrapper.
        var span = (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is TimeSpan given ? given : Read(LanguagePrimitives.ConvertTo<string>(inputData));
        return span > TimeSpan.Zero ? span : throw new ArgumentTransformationMetadataException($"\"{inputData}\" is no time above 0. Write it like 90s, 10m, 2h or 1d, or give a TimeSpan.");
    }

    private static TimeSpan? Read(string text) =>
        StudyChoices.Duration(text) ?? (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null);
}
