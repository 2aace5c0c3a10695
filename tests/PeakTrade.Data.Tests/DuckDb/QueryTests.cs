namespace PeakTrade.Data.Tests.DuckDb;

public class QueryTests
{
    [FactWithDuckDb]
    public void A_query_hands_out_one_column()
    {
        using var lake = new Opened();
        Assert.Equal(42L, lake.One("SELECT 42::BIGINT AS answer"));
    }
}
