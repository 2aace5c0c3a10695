namespace PeakTrade.Engine.Weights;

/// <summary>What was decided on at one row: the instruments that had a score, and their standardised values, of which more is better.</summary>
/// <param name="Row">The signal row.</param>
/// <param name="Instruments">The instruments, by number.</param>
/// <param name="Values">One factor's values after the other's, each as many as there are instruments.</param>
internal sealed record ScoredRow(int Row, int[] Instruments, double[] Values);
