using System.Text.RegularExpressions;

namespace PeakTrade.Data.Tests;

public sealed class DocsTests
{
    private static readonly string[] Examples = [.. Regex.Matches(Page(), "```csv\n(?<rows>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["rows"].Value)];

    [Fact]
    public void Every_example_of_the_page_is_read_without_a_notice()
    {
        Assert.Equal(5, Examples.Length);
        Assert.All(Examples, example => Assert.All(ReadAll(example), read => Assert.Empty(read.Data!.Notices)));
    }

    [Fact]
    public void The_page_s_two_ways_to_write_a_file_give_the_same_bars()
    {
        var (iso, epoch) = (Sheet.Read(Examples[0]).Bars, Sheet.Read(Examples[2]).Bars);
        Assert.Equal(iso.UtcTicks, epoch.UtcTicks);
        Assert.Equal(iso.Close, epoch.Close);
    }

    [Fact]
    public void The_page_s_autumn_hour_comes_twice() =>
        Assert.Equal(
            ["2021-10-30T23:00:00Z", "2021-10-31T00:00:00Z", "2021-10-31T01:00:00Z", "2021-10-31T02:00:00Z"],
            Sheet.Read(Examples[3], "Europe/Berlin").Times());

    [Fact]
    public void The_page_s_file_of_two_instruments_is_two_instruments() =>
        Assert.Equal([("BTC/EUR", 2), ("ETH/EUR", 1)], ReadAll(Examples[4]).Select(read => (read.Symbol, read.Data!.Bars.Count)));

    [Theory]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,11")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,n/a,5")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,,5")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,\"1,5\",5")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,11,\"5")]
    [InlineData("soon,10,12,9,11,5")]
    [InlineData("2021-03-09T14:15:00Z,NaN,12,9,11,5")]
    [InlineData("2021-03-09T14:15:00Z,10,12,-9,11,5")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,11,-5")]
    [InlineData("2021-03-09T14:15:00Z,10,9,12,11,5")]
    [InlineData("2021-03-09T14:15:00Z,41000,41310.5,40900,41377,5")]
    [InlineData("2021-03-09T14:15:00Z,10,12,10.5,11,5")]
    [InlineData("2021-03-09T14:00:00Z,10,12,9,11,5")]
    [InlineData("2021-03-09T13:45:00Z,10,12,9,11,5")]
    public void Each_fault_text_of_the_page_is_what_the_reader_says(string row)
    {
        var refusal = Sheet.Refused(Sheet.Header + "2021-03-09T14:00:00Z,10,12,9,11,5\n" + row);
        Assert.Contains($"`{refusal.Faults[0].Message}`", Page());
    }

    private static List<InstrumentRead> ReadAll(string example) =>
        MarketData.ReadAll(new MemoryStream(Sheet.Bytes(example)), "btc.csv", new DataOptions { Timezone = "Europe/Berlin" }, CancellationToken.None).ToList();

    private static string Page()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PeakTrade.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "docs", "data.md"));
    }
}
