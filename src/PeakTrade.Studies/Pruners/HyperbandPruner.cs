using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// Hyperband (Li et al., "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization", 2018) over asynchronous halving: the trials are dealt out to brackets, of which the first
/// halves from <c>min</c> steps on, the second from <c>min</c> x <c>reduction</c>, and so forth, because nobody knows how early a trial can be judged. A trial is compared with those of its own bracket only.
/// The paper's sizes hold: with S + 1 brackets, bracket b gets a share of trials in proportion to reduction^(S - b) / (S - b + 1). The bracket
/// of a trial follows from its number and the seed alone, and any run of consecutive trials holds the brackets in about these shares.
/// <para>Several objectives, NaN, pruned and failed trials: as in <see cref="HalvingPruner"/>.</para>
/// </summary>
internal sealed class HyperbandPruner : IPruner
{
    private const long OffsetStream = 1;

    private readonly HalvingPruner[] _brackets;
    private readonly long[] _shares;
    private readonly long _allShares;
    private readonly ulong _offset;

    public HyperbandPruner(PrunerSetup setup)
    {
        var reduction = setup.Options.Integer("reduction", 4, low: 2);
        var first = setup.Options.Integer("min", 1, low: 1);
        var rungs = new List<long>();
        for (long rung = first; rungs.Count == 0 || rung <= setup.Steps; rung *= reduction) rungs.Add(rung);

        var last = rungs.Count - 1;
        _shares = [.. rungs.Select((_, b) => (long)Math.Ceiling((double)rungs.Count * Power(reduction, last - b) / (last - b + 1)))];
        _allShares = _shares.Sum();
        _offset = new KeyedRandom(setup.Seed, stream: OffsetStream).NextUInt64();
        _brackets = [.. rungs.Select((rung, b) => new HalvingPruner(setup, reduction, rung, number => BracketOf(number) == b))];
    }

    public bool ShouldStop(TrialsSeen seen, IReadOnlyList<TrialStep> steps) => _brackets[BracketOf(seen.Number)].ShouldStop(seen, steps);

    /// <summary>The bracket of a trial.</summary>
    public int BracketOf(int number)
    {
        // Multiples of the golden ratio, which no stretch of numbers clusters (Weyl's sequence), as a fraction of 2^64.
        var place = (long)Math.BigMul(unchecked((ulong)number * 0x9E3779B97F4A7C15 + _offset), (ulong)_allShares, out _);
        var bracket = 0;
        while (place >= _shares[bracket]) place -= _shares[bracket++];
        return bracket;
    }

    private static long Power(int number, int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++) power *= number;
        return power;
    }
}
