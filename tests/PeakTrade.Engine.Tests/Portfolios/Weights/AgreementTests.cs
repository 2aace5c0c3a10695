using FsCheck;
using FsCheck.Fluent;
using static PeakTrade.Engine.Tests.Portfolios.Weights.Scene;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

/// <summary>The rule against its plain form and against what must hold of any weights, over generated cross-sections.</summary>
public sealed class AgreementTests
{
    private const int Days = 8;

    [Fact]
    public void The_rule_gives_what_its_plain_form_gives() => Hold(cross =>
    {
        var (expected, decided) = (cross.Plain.Decide(), cross.Decide());
        if (expected is null || decided is null) return expected is null && decided is null;
        return cross.Plain.Names.Select((name, i) => (Name: name, I: i)).All(n =>
            Near(expected.Value.Weights.GetValueOrDefault(n.Name), decided.Value.Weights[n.I])
            && (expected.Value.Scores.TryGetValue(n.Name, out var score) ? Near(score, decided.Value.Scores[n.I]) : double.IsNaN(decided.Value.Scores[n.I])));
    });

    [Fact]
    public void Gross_cap_and_net_are_never_broken() => Hold(cross =>
    {
        if (cross.Decide() is not { Weights: var weights }) return true;
        var options = cross.Plain.Options;
        var longOnly = !cross.Plain.AllowShort || cross.Plain.Bundle.ShortQuantile == 0;
        var (gross, net) = (options.MaxGrossExposure ?? 1, options.NetExposure ?? (longOnly ? options.MaxGrossExposure ?? 1 : 0));
        return weights.All(weight => double.IsFinite(weight) && Math.Abs(weight) <= options.MaxWeight && (!longOnly || weight >= 0))
            && weights.Sum(Math.Abs) <= gross + 1e-12
            && Math.Abs(weights.Sum()) <= Math.Abs(net) + 1e-12
            && (options.NetExposure is > 0 || longOnly || Math.Abs(weights.Sum()) < 1e-12);
    });

    [Fact]
    public void Where_nothing_is_capped_the_sides_are_what_was_asked_for() => Hold(cross =>
    {
        var free = cross with { Plain = cross.Plain with { Options = cross.Plain.Options with { MaxWeight = 100 } } };
        if (free.Decide() is not { Weights: var weights }) return true;
        var longOnly = !cross.Plain.AllowShort || cross.Plain.Bundle.ShortQuantile == 0;
        var (gross, net) = (cross.Plain.Options.MaxGrossExposure ?? 1, cross.Plain.Options.NetExposure ?? (longOnly ? cross.Plain.Options.MaxGrossExposure ?? 1 : 0));
        return Near(weights.Where(w => w > 0).Sum(), longOnly ? net : (gross + net) / 2) && Near(-weights.Where(w => w < 0).Sum(), longOnly ? 0 : (gross - net) / 2);
    });

    [Fact]
    public void Each_sector_is_net_nothing_where_the_net_is_0() => Hold(cross =>
    {
        var neutral = cross with { Plain = cross.Plain with { Bundle = cross.Plain.Bundle with { SectorNeutral = true, ShortQuantile = 0.3, LongQuantile = 0.3 }, Options = cross.Plain.Options with { NetExposure = 0 }, AllowShort = true } };
        if (neutral.Decide() is not { Weights: var weights }) return true;
        return Enumerable.Range(0, weights.Length).GroupBy(i => cross.Plain.Sectors.GetValueOrDefault(cross.Plain.Names[i], "")).All(sector => Math.Abs(sector.Sum(i => weights[i])) < 1e-12);
    });

    [Fact]
    public void The_order_of_instruments_changes_no_bit() => Hold(cross =>
    {
        var order = Enumerable.Range(0, cross.Plain.Names.Length).ToArray();
        new Random(cross.Plain.Names.Length).Shuffle(order);
        var (one, other) = (cross.Decide(), cross.Decide(order));
        return one is null ? other is null : one.Value.Weights.SequenceEqual(other!.Value.Weights) && one.Value.Scores.SequenceEqual(other.Value.Scores);
    });

    [Fact]
    public void A_factor_in_other_units_changes_no_weight() => Hold(cross =>
    {
        // A power of two changes no bit of a mantissa.
        var scaled = cross with { Plain = cross.Plain with { Values = [.. cross.Plain.Values.Select((factor, f) => f == 0 ? factor.Select(v => v * 1024).ToArray() : factor)] } };
        var (one, other) = (cross.Decide(), scaled.Decide());
        return one is null ? other is null : one.Value.Weights.SequenceEqual(other!.Value.Weights);
    });

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 1e-9;

    private static void Hold(Func<Cross, bool> property) =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1).Select(Cross.Of)), property).Check(Config.QuickThrowOnFailure.WithReplay(20260712, 3).WithMaxTest(500));

    private sealed record Cross(int Seed, PlainRule Plain, double[][] Closes)
    {
        public static Cross Of(int seed)
        {
            var random = new Random(seed);
            var names = Enumerable.Range(0, random.Next(1, 26)).Select(i => $"N{i:00}").ToArray();
            // Whole numbers now and then, so that scores tie.
            var whole = random.Next(3) == 0;
            double Value() => random.Next(12) == 0 ? double.NaN : whole ? random.Next(4) : random.NextDouble() * 2 - 1;
            double[][] values = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => names.Select(_ => Value()).ToArray())];
            var longs = random.NextDouble() * 0.98 + 0.01;
            var bundle = new FactorBundle
            {
                Name = "b",
                // Weights that keep sums of ties apart.
                Factors = [.. values.Select((_, f) => new BundleFactor($"f{f}", whole ? Math.Pow(0.5, f) : random.NextDouble() * 2 - 0.5, (FactorDirection)random.Next(2)))],
                Winsorize = random.Next(2) * random.NextDouble() * 0.3,
                Standardize = whole ? Standardization.Rank : (Standardization)random.Next(2),
                LongQuantile = longs,
                ShortQuantile = random.Next(5) == 0 ? 0 : (1 - longs) * random.NextDouble(),
                Weighting = (PortfolioWeighting)random.Next(3),
                VolatilityWindowBars = Days - 1,
                SectorNeutral = random.Next(2) == 0,
            };
            var allowShort = random.Next(5) > 0;
            var gross = random.NextDouble() * 2 + 0.1;
            var options = new PortfolioOptions
            {
                MaxGrossExposure = random.Next(4) == 0 ? null : gross,
                NetExposure = random.Next(2) == 0 ? null : random.NextDouble() * Math.Min(1, gross),
                MaxWeight = random.Next(3) == 0 ? 1 : random.NextDouble() * 0.5 + 0.01,
            };
            if (options.MaxGrossExposure is null && options.NetExposure > 1) options = options with { NetExposure = 1 };
            double[][] closes = [.. names.Select(_ => random.Next(12) == 0 ? Enumerable.Repeat(7.0, Days).ToArray() : Indicators.Cases.Walk(random.Next(), Days))];
            var sectors = names.Where(_ => random.Next(5) > 0).ToDictionary(name => name, _ => $"s{random.Next(4)}");
            sectors.TryAdd(names[0], "s0");
            bool[] mayTrade = [.. names.Select(_ => random.Next(10) > 0)];
            return new(seed, new(names, values, mayTrade, sectors, bundle, options, allowShort, [.. closes.Select(Volatility)]), closes);
        }

        public override string ToString() => $"seed {Seed}";

        /// <summary>What the rule says, its instruments and its panels' columns handed over in this order.</summary>
        public (double[] Weights, double[] Scores)? Decide(int[]? order = null)
        {
            order ??= [.. Enumerable.Range(0, Plain.Names.Length)];
            var universe = Universe.Of("u", order.Select(i => Bars(Plain.Names[i], Closes[i])));
            string[] columns = [.. order.Select(i => Plain.Names[i])];
            var panels = Plain.Values.Select((factor, f) => Panel($"f{f}", columns, [[.. order.Select(i => factor[i])]], firstDay: Days - 1)).ToList();
            return At(FactorPortfolio.Rule(Plain.Bundle, panels, universe, Plain.Options, Plain.AllowShort, Plain.Sectors), Days - 1, Plain.Names.Length, Plain.MayTrade);
        }

        private static double Volatility(double[] close)
        {
            double[] returns = [.. close.Skip(1).Select((price, i) => price / close[i] - 1)];
            return Math.Sqrt(returns.Sum(r => Math.Pow(r - returns.Average(), 2)) / (returns.Length - 1));
        }
    }
}
