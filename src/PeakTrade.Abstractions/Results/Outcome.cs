namespace PeakTrade;

/// <summary>What an operation has to hand on for one of its items: a result, or why there is none. One of the two is there.</summary>
public interface IOutcome
{
    /// <summary>The result.</summary>
    object? Result { get; }

    /// <summary>Why there is none.</summary>
    PeakTradeException? Error { get; }
}

/// <summary>A result, or why there is none. One of the two is there.</summary>
/// <param name="Result">The result.</param>
/// <param name="Error">Why there is none.</param>
public sealed record Outcome<T>(T? Result, PeakTradeException? Error) : IOutcome where T : class
{
    object? IOutcome.Result => Result;
}
