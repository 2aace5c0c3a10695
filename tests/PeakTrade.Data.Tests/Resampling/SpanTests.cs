namespace PeakTrade.Data.Tests.Resampling;

public sealed class SpanTests
{
    private const string Days = Sheet.Header + "2024-03-01,1,1,1,1,1\n2024-03-02,2,2,2,2,2\n2024-03-03,3,3,3,3,3\n2024-03-04,4,4,4,4,4\n";

    [Theory]
    [InlineData(null, null, "1 2 3 4")]
    [InlineData("2024-03-02", null, "2 3 4")]
    [InlineData("2024-03-02T00:00:01", null, "3 4")]
    [InlineData(null, "2024-03-03", "1 2")]
    [InlineData(null, "2024-03-03T00:00:01", "1 2 3")]
    [InlineData("2024-03-02", "2024-03-03", "2")]
    [InlineData("1990-01-01", "2090-01-01", "1 2 3 4")]
    public void From_is_in_the_span_and_to_is_not(string? from, string? to, string closes)
    {
        var bars = Read(from, to).Bars;
        Assert.Equal(closes, string.Join(' ', bars.Close.ToArray()));
        Assert.Equal(closes, string.Join(' ', bars.Volume.ToArray()));
        Assert.Equal(closes, string.Join(' ', Enumerable.Range(0, bars.Count).Select(bar => bars.TimeAt(bar).Day)));
    }

    [Theory]
    [InlineData("2025-01-01", null, "there is no bar from 2025-01-01T00:00Z; the data go from 2024-03-01T00:00Z to 2024-03-04T00:00Z.")]
    [InlineData(null, "2024-03-01", "there is no bar to before 2024-03-01T00:00Z; the data go from 2024-03-01T00:00Z to 2024-03-04T00:00Z.")]
    [InlineData("2024-03-02T01:00", "2024-03-02T02:00", "there is no bar from 2024-03-02T01:00Z to before 2024-03-02T02:00Z; the data go from 2024-03-01T00:00Z to 2024-03-04T00:00Z.")]
    public void A_span_without_a_bar_names_the_span_that_there_is(string? from, string? to, string message)
    {
        var refusal = Assert.Throws<PeakTradeException>(() => Read(from, to));
        Assert.Equal("Data.Empty", refusal.Kind.Id);
        Assert.Equal(message, refusal.Faults[0].Message);
    }

    private static BarData Read(string? from, string? to) =>
        MarketData.Read(new MemoryStream(Sheet.Bytes(Days)), "btc.csv", new DataOptions { From = Utc(from), To = Utc(to) }, CancellationToken.None);

    private static DateTime? Utc(string? text) => text is null ? null : DateTime.Parse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal);
}
