using PeakTrade.Configuration;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>What a user can choose from when he writes a study.</summary>
public static class StudyChoices
{
    /// <summary>The samplers, with a few words each.</summary>
    public static IReadOnlyList<(string Name, string Summary)> Samplers => [.. SamplerCatalogue.Summaries];

    /// <summary>The pruners, with a few words each.</summary>
    public static IReadOnlyList<(string Name, string Summary)> Pruners => [.. PrunerCatalogue.Summaries];

    /// <summary>The figures that can be objectives and stand in constraints.</summary>
    public static IReadOnlyList<string> Figures => [.. MetricFigures.Names];

    /// <summary>A time span such as 90s, 10m or 2h; null where the text is none.</summary>
    public static TimeSpan? Duration(string text) => DurationText.Parse(text);
}
