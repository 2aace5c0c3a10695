using FsCheck;
using FsCheck.Fluent;
using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Lake;

public class AnyOrderTests
{
    // Around two new years, so that parts share files and leave gaps.
    private static readonly long Start = new DateTime(2019, 12, 28).Ticks;

    [FactWithDuckDb]
    public void However_bars_are_split_into_imports_and_in_whatever_order_the_lake_is_the_same()
    {
        var part = from symbol in Gen.Elements("A", "B/C")
                   from hours in Gen.Choose(0, 24 * 380).ArrayOf(12)
                   from together in Gen.Elements(true, false)
                   select (Symbol: symbol, Hours: hours.Distinct().Order().ToArray(), Together: together);
        var parts = part.NonEmptyListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(20261121, 7), Prop.ForAll(parts.ToArbitrary(), given =>
        {
            using TemporaryLake split = new(), whole = new();
            // Some parts come with the one before, in one import.
            for (var i = 0; i < given.Count;)
            {
                var end = i + 1;
                while (end < given.Count && given[end].Together) end++;
                split.Import(given[i..end].Select(Bars));
                i = end;
            }

            whole.Import(given.GroupBy(p => p.Symbol).Select(g => Bars((g.Key, [.. g.SelectMany(p => p.Hours).Distinct().Order()], false))));
            Assert.Equal(whole.Files(), split.Files());
            Assert.Equal(given.SelectMany(p => p.Hours.Select(hour => (p.Symbol, hour))).Distinct().Count(), split.Rows().Count);
            Assert.Empty(split.Leftovers());
        }));
    }

    private static Bars Bars((string Symbol, int[] Hours, bool Together) part) => TemporaryLake.At(part.Symbol, Array.ConvertAll(part.Hours, hour => Start + hour * TimeSpan.TicksPerHour));
}
