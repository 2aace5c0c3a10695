using PeakTrade.Engine.Tests.Indicators;
using static PeakTrade.Engine.Tests.Factors.Instruments;

namespace PeakTrade.Engine.Tests.Factors;

public sealed class PanelTests
{
    private static readonly DateTime[] Days = [.. Enumerable.Range(0, 6).Select(day => Start.AddDays(day))];

    [Fact]
    public void A_panel_holds_the_times_of_all_instruments_and_nothing_where_one_has_no_bar()
    {
        var builder = new PanelBuilder(new Close());
        builder.Add(Of("B", [Days[1], Days[3]], [10, 30], null), null);
        builder.Add(Of("A", [Days[0], Days[1], Days[2]], [1, 2, 3], null), null);
        var panel = builder.Build("key");
        Assert.Equal(["A", "B"], panel.Symbols);
        Assert.Equal([Days[0], Days[1], Days[2], Days[3]], panel.GetTimes());
        Assert.Equal([1, 2, 3, double.NaN], panel.GetSeries("A"));
        Assert.Equal([double.NaN, 10, double.NaN, 30], panel.GetSeries("B"));
        Assert.Equal(("close", "key", false), (panel.Factor, panel.Key, panel.Cached));
    }

    [Fact]
    public void A_panel_is_the_same_in_whatever_order_its_instruments_come()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var instruments = Enumerable.Range(0, 7).Select(i => At($"S{i}", seed * 10 + i, [.. Enumerable.Range(0, 300).Where(_ => random.Next(3) > 0).Select(day => Start.AddDays(day))])).ToList();
            var (one, other) = (new PanelBuilder(new Close()), new PanelBuilder(new Close()));
            foreach (var bars in instruments) one.Add(bars, null);
            foreach (var bars in instruments.OrderBy(_ => random.Next())) other.Add(bars, null);
            var (panel, again) = (one.Build(""), other.Build(""));
            Assert.Equal(panel.GetTimes(), again.GetTimes());
            foreach (var bars in instruments)
            {
                var series = panel.GetSeries(bars.Symbol);
                Assert.Equal(series, again.GetSeries(bars.Symbol));
                Assert.Equal(bars.Close.ToArray(), series.Where(v => !double.IsNaN(v)));
                Assert.All(Enumerable.Range(0, bars.Count), bar => Assert.Equal(bars.Close[bar], panel.ValueAt(bars.TimeAt(bar), bars.Symbol)));
            }
        }
    }

    [Fact]
    public void The_market_is_the_mean_of_those_that_have_a_return_at_a_time()
    {
        var a = Of("A", [Days[0], Days[1], Days[2], Days[3]], [100, 110, 99, 99], null);
        var b = Of("B", [Days[1], Days[3]], [100, 120], null);
        // Day 1: A +10 %, and B begins. Day 2: A -10 %. Day 3: A 0 %, B +20 %.
        Cases.Equal([double.NaN, 0.1, -0.1, 0.1], Market(a, b).Of(a), 1e-15);
        // B missed day 2: what the market did from day 1 to day 3 is 0.9 x 1.1.
        Cases.Equal([double.NaN, -0.01], Market(b, a).Of(b), 1e-15);
    }

    [Fact]
    public void A_benchmark_that_was_closed_did_not_move_and_has_no_return_before_it_began()
    {
        var spy = Of("SPY", [Days[1], Days[4]], [100, 102], null);
        var coin = Of("BTC", Days, [1, 2, 3, 4, 5, 6], null);
        Cases.Equal([double.NaN, double.NaN, 0, 0, 0.02, 0], Market(spy).Of(coin), 1e-15);
    }

    [Fact]
    public void An_instrument_that_comes_twice_is_refused()
    {
        var builder = new PanelBuilder(new Close());
        builder.Add(Daily("A", 1, 3), null);
        Assert.Equal("Data.Format", Assert.Throws<PeakTradeException>(() => builder.Add(Daily("A", 1, 3), null)).Kind.Id);
    }

    [Fact]
    public void A_factor_of_the_users_own_that_fails_is_named_with_the_instrument()
    {
        var fault = Assert.Throws<PeakTradeException>(() => new PanelBuilder(new Failing()).Add(Daily("A", 1, 3), null));
        Assert.Equal(("Factor.Threw", "failing failed on A: no luck"), (fault.Kind.Id, fault.Message));
    }

    private sealed class Close : IFactor
    {
        public string Name => "close";

        public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values) => bars.Close.CopyTo(values);
    }

    private sealed class Failing : IFactor
    {
        public string Name => "failing";

        public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values) => throw new InvalidOperationException("no luck");
    }
}
