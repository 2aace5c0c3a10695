using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>Generated cases: few instruments, rough prices, late listings, gaps and ends, and weights that ask for too much.</summary>
internal static class PortfolioCases
{
    private static readonly DateTime Monday = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Arbitrary<PortfolioCase> Any { get; } = Arb.From(Generated(), Shrunk);

    public static void Check(int count, ulong seed, Action<PortfolioCase> holds) =>
        FsCheck.Check.One(Simulation.Cases.Settings(count, seed), Prop.ForAll(Any, holds));

    public static IEnumerable<PortfolioCase> Sample(int count, ulong seed)
    {
        var cases = new List<PortfolioCase>();
        Check(count, seed, cases.Add);
        return cases;
    }

    private static Gen<PortfolioCase> Generated() =>
        from market in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(1, 5)
        from rows in Gen.Frequency((1, Gen.Choose(1, 4)), (4, Gen.Choose(5, 45)))
        from calendar in Gen.Choose(0, 3)
        from rough in Gen.Elements(0.01, 0.03, 0.25, 0.4)
        from asks in Gen.Elements(0.4, 1, 1, 4)
        from longOnly in Gen.Elements(true, false)
        from portfolio in Portfolios()
        from options in Options()
        select Made(new Random(market), count, rows, calendar, rough, asks, longOnly, portfolio, options);

    private static Gen<PortfolioOptions> Portfolios() =>
        from rebalance in Gen.Elements(Enum.GetValues<RebalanceFrequency>())
        from gross in Gen.Elements<double?>(null, null, 0.5, 1.5, 3)
        from turnover in Gen.Elements<double?>(null, null, null, 0.1373, 0.7)
        from dust in Gen.Elements(0.0, 0, 0, 0.0213, 0.15)
        select new PortfolioOptions { Rebalance = rebalance, MaxGrossExposure = gross, MaxTurnover = turnover, MinTrade = dust, MaxWeight = 8 };

    private static Gen<BacktestOptions> Options() =>
        from fee in Gen.Elements(0.0, 0, 10, 75)
        from feeFixed in Gen.Elements(0.0, 0, 0, 2, 40)
        from feeMinimum in Gen.Elements(0.0, 0, 0, 5, 90)
        from slippage in Gen.Elements(0.0, 0, 5, 250)
        from borrow in Gen.Elements(0.0, 0.05, 4)
        from lots in Gen.Elements(0.0, 0, 0.1, 1, 10)
        from margin in Gen.Elements(0.0, 0, 0.1, 0.3)
        from capital in Gen.Elements(1_000.0, 10_000, 100_000)
        from shorts in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        from fill in Gen.Elements(FillRule.NextOpen, FillRule.NextOpen, FillRule.Close)
        select new BacktestOptions
        {
            FeeBps = fee, FeeFixed = feeFixed, FeeMinimum = feeMinimum, SlippageBps = slippage, BorrowRate = borrow, LotStep = lots, MaintenanceMargin = margin,
            StartCapital = capital, AllowShort = shorts, Fill = fill, PeriodsPerYear = 252,
        };

    private static PortfolioCase Made(Random random, int count, int rows, int calendar, double rough, double asks, bool longOnly, PortfolioOptions portfolio, BacktestOptions options)
    {
        var times = Times(calendar).Take(rows).ToList();
        var instruments = Enumerable.Range(0, count).Select(i => Instrument(random, $"{(char)('A' + i)}", times, rough)).ToList();
        var symbols = instruments.Select(b => b.Symbol).ToList();
        var wanted = new Dictionary<int, IReadOnlyDictionary<string, double>>();
        var undecided = random.Next(4) == 0 ? random.Next(8) : 0;
        var actual = Universe.Of("ALL", instruments).Rows;
        for (var row = undecided; row < actual; row++)
        {
            if (random.Next(25) != 0) wanted[row] = symbols.ToDictionary(s => s, _ => Weight());
        }

        var from = random.Next(3) == 0 ? random.Next(actual) : 0;
        var to = random.Next(3) == 0 ? random.Next(from + 1, actual + 1) : actual;
        return new(instruments, wanted, portfolio, options, from, to);

        double Weight()
        {
            if (random.Next(5) == 0) return 0;
            var weight = asks * random.NextDouble() * 2 / count;
            return longOnly || random.Next(2) == 0 ? weight : -weight;
        }
    }

    private static Bars Instrument(Random random, string symbol, List<DateTime> times, double rough)
    {
        var first = random.Next(3) == 0 ? random.Next(times.Count) : 0;
        var last = random.Next(3) == 0 ? random.Next(first, times.Count) : times.Count - 1;
        var gaps = random.Next(2) == 0 ? 0.15 : 0;
        var there = Enumerable.Range(first, last - first + 1).Where(t => t == first || random.NextDouble() >= gaps).ToList();
        var (open, close) = (new double[there.Count], new double[there.Count]);
        var start = new[] { 100.0, 8, 2_500 }[random.Next(3)];
        var price = start;
        for (var t = 0; t < there.Count; t++)
        {
            open[t] = Next(random.Next(4) == 0 ? rough : 0);
            close[t] = Next(rough);
        }

        return new(symbol, [.. there.Select(t => times[t].Ticks)], open, [.. open.Zip(close, Math.Max)], [.. open.Zip(close, Math.Min)], close);

        double Next(double roughness)
        {
            var step = 1 + roughness * (2 * random.NextDouble() - 1);
            if (roughness > 0.1 && random.Next(20) == 0) step *= new[] { 0.3, 3 }[random.Next(2)];
            // Jumps would carry the price out of all proportion, so they turn back.
            return price = Math.Round(price > 50 * start || price < start / 50 ? start : price * step, 4);
        }
    }

    private static IEnumerable<DateTime> Times(int calendar) => calendar switch
    {
        0 => Every(TimeSpan.FromDays(1)).Where(t => t.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)),
        1 => Every(TimeSpan.FromDays(1)),
        2 => Every(TimeSpan.FromHours(7)),
        _ => Every(TimeSpan.FromDays(9)),
    };

    private static IEnumerable<DateTime> Every(TimeSpan spacing)
    {
        for (var time = Monday; ; time += spacing) yield return time;
    }

    private static IEnumerable<PortfolioCase> Shrunk(PortfolioCase big)
    {
        if (big.To - big.From > 1) yield return big with { To = big.To - 1 };
        if (big.Instruments.Count > 1)
        {
            foreach (var one in big.Instruments)
            {
                var fewer = big with { Instruments = [.. big.Instruments.Where(b => b != one)] };
                if (Universe.Of("ALL", fewer.Instruments).Rows == big.Universe.Rows) yield return fewer with { Instruments = fewer.Instruments };
            }
        }

        var o = big.Options;
        foreach (var simpler in new[]
        {
            o with { FeeBps = 0 }, o with { FeeFixed = 0 }, o with { FeeMinimum = 0 }, o with { SlippageBps = 0 }, o with { BorrowRate = 0 }, o with { LotStep = 0 },
            o with { MaintenanceMargin = 0 }, o with { AllowShort = true }, o with { Fill = FillRule.NextOpen },
        })
        {
            if (simpler != o) yield return big with { Options = simpler };
        }

        var p = big.Portfolio;
        foreach (var simpler in new[] { p with { MaxTurnover = null }, p with { MinTrade = 0 }, p with { MaxGrossExposure = null } })
        {
            if (simpler != p) yield return big with { Portfolio = simpler };
        }
    }
}
