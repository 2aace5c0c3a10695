using FsCheck;
using FsCheck.Fluent;
using PeakTrade.Engine.Tests.Simulation;

namespace PeakTrade.Engine.Tests.Metrics;

/// <summary>The figures in blocks and lanes against their plain formulas.</summary>
public sealed class PlainAgreementTests
{
    private static readonly string[] Kinds = ["walk", "ties", "waits", "ruin", "steep", "falling"];

    public static TheoryData<int, string> Boundaries
    {
        get
        {
            // One more value than returns: blocks of 1,024 returns, strips of 64 values, and a sampled tail from 8,192 on.
            var data = new TheoryData<int, string>();
            foreach (var returns in new[] { 1, 2, 3, 4, 5, 63, 64, 65, 127, 128, 1_023, 1_024, 1_025, 2_047, 2_048, 2_049, 8_191, 8_192, 8_193, 20_000 })
            {
                foreach (var kind in Kinds) data.Add(returns, kind);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void Figures_agree_with_their_plain_formulas_at_the_boundaries(int returns, string kind) => Agree(returns + 1, kind, seed: returns);

    [Fact]
    public void Figures_agree_with_their_plain_formulas_over_generated_curves()
    {
        var curves = from length in Gen.Choose(1, 5_000) from kind in Gen.Elements(Kinds) from seed in Gen.Choose(0, int.MaxValue) select (length, kind, seed);
        Check.One(Cases.Settings(400, 51), Prop.ForAll(curves.ToArbitrary(), c => Agree(c.length, c.kind, c.seed)));
    }

    private static void Agree(int length, string kind, int seed)
    {
        var random = new Random(seed);
        var equity = Made(length, kind, random);
        var close = Made(length, kind == "ruin" ? "walk" : kind, random);
        Agreement.Figures(Curve.Plain(equity, close), Curve.Figures(equity, close), 100);
    }

    private static double[] Made(int length, string kind, Random random)
    {
        var value = 100.0;
        return [.. Enumerable.Range(0, length).Select(t => value = Next(t, value))];

        double Next(int t, double last) => kind switch
        {
            "walk" => last * (1 + 0.02 * (random.NextDouble() - 0.49)),
            "ties" => 100 + random.Next(3),
            "waits" => random.Next(40) == 0 ? 100 - random.Next(10) : last > 99 ? 100 : last,
            "ruin" => t > length / 2 ? -10 : last * (1 + 0.1 * (random.NextDouble() - 0.5)),
            "steep" => last > 1e12 ? 1 : last * (1 + 0.4 * random.NextDouble()),
            _ => last * (1 - 0.001 * random.NextDouble()),
        };
    }
}
