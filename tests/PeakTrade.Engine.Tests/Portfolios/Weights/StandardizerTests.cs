using PeakTrade.Engine.Tests.Indicators;
using PeakTrade.Engine.Weights;

namespace PeakTrade.Engine.Tests.Portfolios.Weights;

/// <summary>The expected numbers were worked out in rational arithmetic: quantiles by the formula of numpy.quantile, ranks by that of scipy.stats.rankdata.</summary>
public sealed class StandardizerTests
{
    private static readonly double[] Values = [0.31, -0.12, 0.07, 0.44, -0.58, 0.02, 1.90, 0.07, -0.33, 0.15, 0.26, -0.05];

    public static TheoryData<double, double[]> Scores => new()
    {
        { 0, [0.22579079106599412, -0.5116019189976322, -0.18577723315556477, 0.44872347085267184, -1.3004406320889534, -0.2715205715350562, 2.952428951533822, -0.18577723315556477, -0.8717239401914962, -0.04858789174837848, 0.14004745268650268, -0.3915612452663442] },
        { 0.01, [0.2639252403569322, -0.531039583787467, -0.17977605683994177, 0.504263443005239, -1.3306262964443336, -0.2722138270892905, 2.906536216245314, -0.17977605683994177, -0.9192782188347317, -0.03187562444098376, 0.1714874701075835, -0.40162670543837875] },
        { 0.1, [0.961011521565242, -0.8265946252540257, -0.03672214177574465, 1.447406682443973, -1.6123098851350528, -0.2445833216384502, 1.447406682443973, -0.03672214177574465, -1.6123098851350528, 0.29585574600458425, 0.7531503417025365, -0.535588973446238] },
        { 0.25, [1.2798837881300391, -1.1659831231442277, -0.17684576932007567, 1.2798837881300391, -1.1659831231442277, -0.5365320798015855, 1.2798837881300391, -0.17684576932007567, -1.1659831231442277, 0.39865232745034007, 1.1899622105096617, -1.0400929144756992] },
    };

    [Theory]
    [MemberData(nameof(Scores))]
    public void Values_are_drawn_in_at_their_quantiles_and_told_in_standard_deviations(double winsorize, double[] expected) =>
        Cases.Equal(expected, Of(Standardization.Zscore, winsorize, Values), 1e-13);

    [Fact]
    public void Ranks_go_from_the_least_to_the_most_and_those_that_are_equal_share_their_mean_place() =>
        Cases.Equal([0.6363636363636364, -0.6363636363636364, 0.0, 0.8181818181818182, -1.0, -0.2727272727272727, 1.0, 0.0, -0.8181818181818182, 0.2727272727272727, 0.45454545454545453, -0.45454545454545453],
            Of(Standardization.Rank, 0, Values), 1e-15);

    [Fact]
    public void Values_that_are_drawn_in_to_the_same_quantile_rank_alike() =>
        Cases.Equal([0.6363636363636364, -0.6363636363636364, 0.0, 0.9090909090909091, -0.9090909090909091, -0.2727272727272727, 0.9090909090909091, 0.0, -0.9090909090909091, 0.2727272727272727, 0.45454545454545453, -0.45454545454545453],
            Of(Standardization.Rank, 0.1, Values), 1e-15);

    [Theory]
    [InlineData(Standardization.Zscore)]
    [InlineData(Standardization.Rank)]
    public void Values_that_are_all_alike_become_0(Standardization kind)
    {
        Assert.Equal(new double[7], Of(kind, 0.01, [.. Enumerable.Repeat(0.1, 7)]));
        Assert.Equal([0.0], Of(kind, 0.01, [3.5]));
        Assert.Empty(Of(kind, 0.01, []));
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    [InlineData(9e307)]
    [InlineData(double.Epsilon * 1e6)]
    public void Values_at_the_ends_of_what_a_number_can_be_are_standardised_all_the_same(double unit)
    {
        // 1, 2, 3 and 4 have a mean of 2.5 and a deviation of sqrt(1.25).
        var scores = Of(Standardization.Zscore, 0, [.. new[] { -1.5, -0.5, 0.5, 1.5 }.Select(v => v * unit)]);
        Cases.Equal([-1.3416407864998738, -0.4472135954999579, 0.4472135954999579, 1.3416407864998738], scores, 1e-5);
    }

    private static double[] Of(Standardization kind, double winsorize, double[] values)
    {
        double[] standardised = [.. values];
        new Standardizer(kind, winsorize, values.Length).Apply(standardised);
        return standardised;
    }
}
