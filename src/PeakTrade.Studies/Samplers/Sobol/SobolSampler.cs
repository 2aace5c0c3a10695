using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// Trial k gets point k of a scrambled Sobol sequence, which covers the space more evenly than random points do. Where that point breaks a relation or
/// is known, a random one takes its place. NaN and failures change nothing.
/// </summary>
internal sealed class SobolSampler : ISampler
{
    private readonly SamplerSetup _setup;
    private readonly OwenScrambling _scrambling;

    public SobolSampler(SamplerSetup setup)
    {
        var count = setup.Space.Count;
        if (count > SobolSequence.Dimensions)
        {
            throw FaultCatalogue.ArgumentStudyOption.Because(
                $"The sampler sobol searches at most {SobolSequence.Dimensions} parameters, and there are {count}.", "Fix some of them, or take the sampler random.");
        }

        (_setup, _scrambling) = (setup, new OwenScrambling(setup.Seed, count));
    }

    public void Suggest(TrialsSeen seen, int attempt, Span<double> point)
    {
        if (attempt > 0) RandomSampler.Draw(_setup.Space, new KeyedRandom(_setup.Seed, seen.Number, attempt), point);
        else Draw(seen.Number, point);
    }

    /// <summary>Writes the point of this number.</summary>
    public void Draw(int number, Span<double> point)
    {
        for (var i = 0; i < point.Length; i++) point[i] = _setup.Space[i].FromUnit(_scrambling.Scrambled(SobolSequence.At(number, i), i));
    }
}
