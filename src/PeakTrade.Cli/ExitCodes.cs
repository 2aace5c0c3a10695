namespace PeakTrade.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Something that was asked for failed.</summary>
    public const int Failed = 1;

    /// <summary>The arguments or the configuration cannot be used; nothing was begun.</summary>
    public const int Unusable = 2;

    /// <summary>Ctrl+C ended it, as shells count it.</summary>
    public const int Stopped = 130;

    /// <summary>SIGTERM ended it in the middle of something that cannot be interrupted.</summary>
    public const int Terminated = 143;
}
