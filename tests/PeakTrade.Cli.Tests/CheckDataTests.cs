namespace PeakTrade.Cli.Tests;

public sealed class CheckDataTests : IDisposable
{
    private const string Bad = "timestamp,open,high,low,close,volume\n2024-01-01,5,6,4,5,1\n2024-01-01,5,6,4,5,1\n2024-01-02,5,4,6,5,1\n2024-01-03,5,6,4,5,0\n";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Clean_data_end_with_0_and_a_line_a_file()
    {
        var outcome = (await _place.Here("check-data", _place.Sample(), _place.Sample(symbol: "ETH/EUR"))).Good();
        Assert.Matches("^Symbol +Bars +Interval +Gaps +Outliers +ZeroVolume +Duplicates +Unsorted +BadRows +TimezoneDoubts$", outcome.Lines[0]);
        Assert.Equal(["btc_eur_1d", "eth_eur_1d"], outcome.Lines[2..].Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Findings_end_with_1_and_are_no_errors()
    {
        var outcome = await _place.Here("check-data", _place.Write("bad.csv", Bad), _place.Sample(), "--json");
        Assert.Equal((1, ""), (outcome.Code, outcome.Error));
        var (bad, good) = (outcome.Objects.First(), outcome.Objects.Last());
        Assert.Equal((2, 1, 1, 1), (bad.GetProperty("bars").GetInt32(), bad.GetProperty("duplicates").GetInt32(), bad.GetProperty("bad_rows").GetInt32(), bad.GetProperty("zero_volume").GetInt32()));
        Assert.Equal(["zero_volume", "duplicate", "bad_row"], bad.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("kind").GetString()));
        Assert.True(good.GetProperty("is_clean").GetBoolean());
    }

    [Fact]
    public async Task The_findings_themselves_are_listed_with_row_and_message()
    {
        var outcome = await _place.Here("check-data", _place.Write("bad.csv", Bad), "--findings", "--kind", "bad_row", "--kind", "duplicate");
        Assert.Equal(1, outcome.Code);
        Assert.Matches("^bad +Duplicate +3 +2024-01-01 00:00Z +timestamp 2024-01-01T00:00Z is the same as the bar's before it.$", outcome.Lines[2]);
        Assert.Matches("^bad +BadRow +4 +2024-01-02 00:00Z +high 4.0 is below low 6.0", outcome.Lines[3]);
        Assert.Equal(4, outcome.Lines.Length);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_an_error_and_the_others_are_still_looked_at()
    {
        var outcome = await _place.Here("check-data", _place.PathTo("missing.csv"), _place.Write("empty.csv", ""), _place.Sample());
        Assert.Equal(1, outcome.Code);
        Assert.Contains("[Data.Missing]", outcome.Error);
        Assert.Contains("[Data.Empty]", outcome.Error);
        Assert.Contains("btc_eur_1d", outcome.Output);
    }

    [Theory]
    [InlineData("Argument.Invalid", "Did you mean", "--kind", "outliers")]
    [InlineData("Argument.Invalid", "gap, outlier, zero_volume, duplicate, unsorted, bad_row or timezone_doubt", "--kind", "7")]
    [InlineData("Config.Invalid", "Europe/Berlin", "--timezone", "Europe/Berln")]
    public async Task Options_that_cannot_be_used_end_with_2(string id, string says, params string[] options)
    {
        var outcome = await _place.Here(["check-data", _place.Sample(), .. options]);
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains(id, outcome.Error);
        Assert.Contains(says, outcome.Error);
    }
}
