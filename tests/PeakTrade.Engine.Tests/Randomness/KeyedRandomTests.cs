namespace PeakTrade.Engine.Tests.Randomness;

public sealed class KeyedRandomTests
{
    private const int Draws = 200_000;

    [Fact]
    public void The_bits_are_those_of_the_reference_generator()
    {
        // xoshiro256++ from the state 1, 2, 3, 4: the test vector of its public implementations.
        ulong[] published =
        [
            41943041, 58720359, 3588806011781223, 3591011842654386, 9228616714210784205,
            9973669472204895162, 14011001112246962877, 12406186145184390807, 15849039046786891736, 10450023813501588000,
        ];
        var random = KeyedRandom.OfState(1, 2, 3, 4);
        foreach (var bits in published) Assert.Equal(bits, random.NextUInt64());
    }

    [Fact]
    public void The_key_is_mixed_by_the_reference_function() => Assert.Equal(6457827717110365317UL, KeyedRandom.Mix(1234567));

    [Fact]
    public void The_first_numbers_of_a_key_never_change()
    {
        var random = new KeyedRandom(42, trial: 7, stream: 3);
        Assert.Equal("b1ec02d5d7fa69f1 6a704ea3498b9391 8d09300058da13b1", string.Join(" ", Enumerable.Range(0, 3).Select(_ => random.NextUInt64().ToString("x16"))));
        Assert.Equal(0.94874305628235, random.NextDouble());
        Assert.Equal(-0.24306497521319315, random.NextNormal());
        Assert.Equal(372, random.NextInt(1000));
    }

    [Fact]
    public void Doubles_are_uniform_from_0_to_below_1()
    {
        var random = new KeyedRandom(1);
        var numbers = Enumerable.Range(0, Draws).Select(_ => random.NextDouble()).ToArray();
        Assert.All(numbers, number => Assert.InRange(number, 0, 1 - 1e-16));
        Assert.Equal(0.5, numbers.Average(), 0.005);
        Assert.Equal(1.0 / 12, numbers.Average(number => (number - 0.5) * (number - 0.5)), 0.001);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_tails_of_the_normal_distribution()
    {
        var random = new KeyedRandom(2);
        var numbers = Enumerable.Range(0, Draws).Select(_ => random.NextNormal()).ToArray();
        Assert.Equal(0, numbers.Average(), 0.01);
        Assert.Equal(1, numbers.Average(x => x * x), 0.015);
        Assert.Equal(0, numbers.Average(x => x * x * x), 0.03);
        Assert.Equal(3, numbers.Average(x => x * x * x * x), 0.1);
        Assert.Equal(0.8413, numbers.Count(x => x < 1) / (double)Draws, 0.003);
        Assert.Equal(0.0228, numbers.Count(x => x < -2) / (double)Draws, 0.0015);
        Assert.Equal(0.00135, numbers.Count(x => x > 3) / (double)Draws, 0.0004);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Whole_numbers_are_as_likely_as_each_other(int bound)
    {
        var random = new KeyedRandom(3, bound);
        var counts = new int[bound];
        for (var draw = 0; draw < Draws; draw++) counts[random.NextInt(bound)]++;
        var expected = (double)Draws / bound;
        // Five standard deviations of a count.
        Assert.All(counts, count => Assert.InRange(count, expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected)));
    }

    [Fact]
    public void A_bound_below_1_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new KeyedRandom(1).NextInt(0));

    [Fact]
    public void Neighbouring_keys_share_nothing()
    {
        (long Seed, long Trial, long Stream)[] keys = [(1, 0, 0), (2, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (0, 1, 1), (1, 0, 1), (-1, 0, 0), (0, -1, 0), (0, 0, -1)];
        var series = keys.Select(key =>
        {
            var random = new KeyedRandom(key.Seed, key.Trial, key.Stream);
            return Enumerable.Range(0, 20_000).Select(_ => random.NextDouble() - 0.5).ToArray();
        }).ToArray();

        for (var a = 0; a < series.Length; a++)
        {
            for (var b = a + 1; b < series.Length; b++)
            {
                var correlation = series[a].Zip(series[b], (x, y) => x * y).Average() * 12;
                Assert.InRange(correlation, -0.04, 0.04);
                Assert.Empty(series[a].Take(1000).Intersect(series[b].Take(1000)));
            }
        }
    }

    [Fact]
    public void The_order_in_which_keys_are_used_changes_nothing()
    {
        var forward = Enumerable.Range(0, 100).Select(trial => new KeyedRandom(5, trial).NextUInt64()).ToArray();
        var backward = Enumerable.Range(0, 100).Reverse().Select(trial => new KeyedRandom(5, trial).NextUInt64()).Reverse().ToArray();
        Assert.Equal(forward, backward);
        Assert.Equal(100, forward.Distinct().Count());
    }

    [Fact]
    public void The_logarithm_is_that_of_the_library_to_a_few_last_bits()
    {
        var random = new KeyedRandom(6);
        for (var draw = 0; draw < Draws; draw++)
        {
            var value = random.NextDouble() * (draw % 2 == 0 ? 1 : 1e-9) + 1e-300;
            var expected = Math.Log(value);
            Assert.Equal(expected, KeyedRandom.Log(value), Math.Max(Math.Abs(expected) * 4e-16, 4e-16));
        }
    }
}
