using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>Every value as likely as every other, whatever came before. NaN and failures change nothing.</summary>
internal sealed class RandomSampler(SamplerSetup setup) : ISampler
{
    public void Suggest(TrialsSeen seen, int attempt, Span<double> point) => Draw(setup.Space, new KeyedRandom(setup.Seed, seen.Number, attempt), point);

    /// <summary>Draws a point.</summary>
    public static void Draw(SearchSpace space, KeyedRandom random, Span<double> point)
    {
        for (var i = 0; i < point.Length; i++) point[i] = space[i].FromUnit(random.NextDouble());
    }
}
