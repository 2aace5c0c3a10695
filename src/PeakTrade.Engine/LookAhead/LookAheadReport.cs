namespace PeakTrade.Engine;

/// <summary>What the proof of no look-ahead found.</summary>
/// <param name="Strategy">The strategy's key.</param>
/// <param name="Parameters">The parameters it was run with.</param>
/// <param name="Passed">Whether no past state changed.</param>
/// <param name="Cuts">At how many bars the future was taken away and replaced.</param>
/// <param name="Message">The outcome in a sentence or two.</param>
public sealed record LookAheadReport(string Strategy, ParameterSet Parameters, bool Passed, int Cuts, string Message)
{
    /// <summary>The earliest bar whose state changed, counted from 0; null where none did.</summary>
    public int? FirstBar { get; init; }

    /// <summary>That bar's time, in UTC.</summary>
    public DateTime? Time { get; init; }

    /// <summary>What was done to the future: <c>truncated</c>, <c>scrambled</c>, or <c>repeated</c> where nothing was and it changed all the same.</summary>
    public string? Method { get; init; }

    /// <summary>How many bars were left as they are.</summary>
    public int? Cut { get; init; }

    /// <summary>The bar's state with its future as it is.</summary>
    public sbyte? Before { get; init; }

    /// <summary>The bar's state with its future changed.</summary>
    public sbyte? After { get; init; }
}
