namespace PeakTrade.Configuration.Tests;

public class PortfolioReaderTests
{
    [Fact]
    public void Every_key_arrives_where_it_belongs() =>
        Assert.Equal(
            new PortfolioOptions
            {
                Enabled = true, Rebalance = RebalanceFrequency.Weekly, MaxGrossExposure = 1.5, NetExposure = -0.25, MaxWeight = 0.1, MaxTurnover = 0.5, MinTrade = 0.001, MaxPositions = 12,
                Bundle = "bundles/core.yaml", Universe = "../universe.txt", Sectors = "/sectors.csv",
            },
            Read(
                """
                [portfolio]
                enabled = true
                rebalance = "W"
                max_gross_exposure = 1.5
                net_exposure = -0.25
                max_weight = 0.1
                max_turnover = 0.5
                min_trade = 0.001
                max_positions = 12
                bundle = "bundles/core.yaml"
                universe = "../universe.txt"
                sectors = "/sectors.csv"
                """));

    [Fact]
    public void Without_the_table_every_default_holds() => Assert.Equal(new PortfolioOptions(), Read(null));

    [Theory]
    [InlineData("D", RebalanceFrequency.Daily)]
    [InlineData("W", RebalanceFrequency.Weekly)]
    [InlineData("M", RebalanceFrequency.Monthly)]
    [InlineData("Q", RebalanceFrequency.Quarterly)]
    [InlineData("daily", RebalanceFrequency.Daily)]
    [InlineData("weekly", RebalanceFrequency.Weekly)]
    [InlineData("monthly", RebalanceFrequency.Monthly)]
    [InlineData("quarterly", RebalanceFrequency.Quarterly)]
    public void A_frequency_is_a_letter_or_a_word(string word, RebalanceFrequency frequency)
    {
        Assert.Equal(frequency, Read($"[portfolio]\nrebalance = '{word}'\n").Rebalance);
        Assert.Equal(frequency, Read(null, ("portfolio.rebalance", word)).Rebalance);
    }

    [Fact]
    public void A_door_s_settings_win_over_the_file_and_its_texts_are_read_as_values()
    {
        const string Text = "[portfolio]\nmax_positions = 3\nmax_turnover = 0.5\nbundle = 'a.yaml'\n";
        var options = Read(Text, ("portfolio.max_positions", "5"), ("portfolio.max_turnover", null), ("portfolio.enabled", "true"), ("portfolio.net_exposure", "0.5"));
        Assert.Equal(new PortfolioOptions { Enabled = true, MaxPositions = 5, NetExposure = 0.5, Bundle = "a.yaml" }, options);
    }

    [Fact]
    public void All_faults_of_the_table_come_at_once_in_their_order()
    {
        const string Text = "[portfolio]\nrebalance = 'Y'\nmax_weight = 0\nmax_positions = -1\nmin_trade = 2\nnet_exposure = 3\nsector = 'x'\n";
        var thrown = Assert.Throws<PeakTradeException>(() => Read(Text, ("portfolio.max_turnover", 0)));
        Assert.Equal([2, 3, 4, 5, 6, 7, 0], thrown.Faults.Select(f => f.Place.Line));
        Assert.Equal("portfolio.max_turnover", thrown.Faults[^1].Place.Key);
    }

    private static PortfolioOptions Read(string? text, params (string Key, object? Value)[] overrides) =>
        ConfigReader.Read(text, "config.toml", overrides.Select(o => KeyValuePair.Create(o.Key, o.Value))).Portfolio;
}
