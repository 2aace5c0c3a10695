using static PeakTrade.Engine.Tests.Portfolios.Weights.Scene;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

public sealed class FactorPortfolioTests
{
    private static readonly string[] Symbols = ["A", "B"];

    [Fact]
    public void A_factor_that_no_instrument_has_is_named_with_what_it_holds()
    {
        var fault = Refused(new BundleFactor("alpha", 1) { File = "alpha.csv" }, panel: Panel("alpha", ["X", "Y"], [[1, 2]]));
        Assert.Equal(FaultCatalogue.DataNoSymbol, fault.Kind);
        Assert.Equal("alpha.csv: the factor alpha has values for X, Y, and none for an instrument of scene, which holds A, B. Name the instruments in the factor's file as the data do.", fault.Message);
    }

    [Fact]
    public void Sector_neutral_without_sectors_is_refused() =>
        Assert.Equal("portfolio.sectors: The bundle bundle is sector_neutral, and no sectors are given. Name a table of them: [portfolio] sectors.", Refused(bundle: b => b with { SectorNeutral = true }).Message);

    [Theory]
    [InlineData(0, "allow_short is false", false, 0.2)]
    [InlineData(-0.5, "short_quantile is 0", true, 0)]
    public void A_net_exposure_that_needs_shorts_is_refused_without_them(double net, string why, bool allowShort, double shorts)
    {
        var fault = Refused(bundle: b => b with { ShortQuantile = shorts }, options: Unbound with { NetExposure = net }, allowShort: allowShort);
        Assert.Equal(FaultCatalogue.ConfigInvalid, fault.Kind);
        Assert.Equal($"portfolio.net_exposure: net_exposure {net} cannot be held without shorts: {why}. Set net_exposure above 0, or allow shorts.", fault.Message);
    }

    [Fact]
    public void Each_factor_needs_its_panel() =>
        Assert.Throws<ArgumentException>(() => FactorPortfolio.Rule(Bundle(new("f", 1), new("g", 1)), [Panel("f", Symbols, [[1, 2]])], Days(2, Symbols), Unbound, allowShort: true));

    private static PeakTradeException Refused(BundleFactor? factor = null, Func<FactorBundle, FactorBundle>? bundle = null, FactorPanel? panel = null, PortfolioOptions? options = null, bool allowShort = true)
    {
        var made = Bundle(factor ?? new("f", 1));
        return Assert.Throws<PeakTradeException>(() => FactorPortfolio.Rule(bundle?.Invoke(made) ?? made, [panel ?? Panel("f", Symbols, [[1, 2]])], Days(2, Symbols), options ?? Unbound, allowShort));
    }
}
