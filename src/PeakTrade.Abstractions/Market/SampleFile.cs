namespace PeakTrade;

/// <summary>How far apart the bars of sample data are.</summary>
public enum SampleInterval
{
    /// <summary>One bar a day.</summary>
    Daily,

    /// <summary>One bar in 15 minutes.</summary>
    FifteenMinutes,

    /// <summary>One bar a minute.</summary>
    OneMinute,
}

/// <summary>A file of generated bars.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Path">The file.</param>
/// <param name="Bars">How many bars it holds.</param>
public sealed record SampleFile(string Symbol, string Path, int Bars);
