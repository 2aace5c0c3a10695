using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Tests.Quality;

public sealed class MarketDataCheckTests
{
    [Fact]
    public void A_sheet_by_hand_has_every_row_told_under_its_kind()
    {
        var report = Check.Text("""
            timestamp,open,high,low,close,volume
            2021-03-09T10:00,10,11,9,10,5
            2021-03-09T10:15,10,11,9,10,0
            2021-03-09T10:15,10,11,9,10,5
            2021-03-09T10:00,10,11,9,10,5
            2021-03-09T10:30,10,9,11,10,5
            2021-03-09T10:45,10,11,9,NaN,5
            soon,10,11,9,10,5
            2021-03-09T11:00,10,11,9,x,5
            2021-03-09T11:15,10,11,0,10,5
            2021-03-09T11:15,10,11,9
            2021-03-09T12:15,10,11,9,10,5
            2021-03-09T12:30,10,11,9,10,5
            2021-03-09T12:45,10,11,9,10,5

            """);
        Assert.Equal((5, 1, 0, 1, 1, 1, 6, 0), (report.Bars, report.Gaps, report.Outliers, report.ZeroVolume, report.Duplicates, report.Unsorted, report.BadRows, report.TimezoneDoubts));
        Assert.Equal((Check.Moment("2021-03-09T10:00"), Check.Moment("2021-03-09T12:45"), TimeSpan.FromMinutes(15)), (report.From, report.To, report.Interval!.Value));
        Assert.False(report.IsClean);
        Assert.Equal(
            [
                (FindingKind.Gap, 12, null), (FindingKind.ZeroVolume, 3, null), (FindingKind.Duplicate, 4, DataRule.Duplicate), (FindingKind.Unsorted, 5, DataRule.Unsorted),
                (FindingKind.BadRow, 6, DataRule.HighLow), (FindingKind.BadRow, 7, DataRule.NotANumber), (FindingKind.BadRow, 8, DataRule.NotATime), (FindingKind.BadRow, 9, DataRule.NotANumber),
                (FindingKind.BadRow, 10, DataRule.OutOfRange), (FindingKind.BadRow, 11, DataRule.Layout),
            ],
            report.Findings.Select(finding => (finding.Kind, finding.Row!.Value, finding.Rule)));
        var gap = report.Findings[0];
        Assert.Equal((7200, 900, Check.Moment("2021-03-09T12:15")), (gap.Value, gap.Expected, gap.Time));
    }

    [Fact]
    public void A_file_without_one_good_row_is_a_report_and_no_fault()
    {
        var report = Check.Text("date,open,high,low,close\n2020-01-01,1,1,2,1\n2020-01-02,1,1,2,1\n");
        Assert.Equal((0, 2, null, null, null), (report.Bars, report.BadRows, report.From, report.To, report.Interval));
        Assert.Equal([2, 3], report.Findings.Select(finding => finding.Row!.Value));
    }

    [Fact]
    public void A_file_newest_first_is_all_unsorted_but_for_its_first_row()
    {
        var report = Check.AtTimes(Check.Utc("2020-01-01", "2020-01-05", TimeSpan.FromHours(1)).Reverse());
        Assert.Equal((1, 95), (report.Bars, report.Unsorted));
    }

    [Fact]
    public void A_thousand_findings_of_a_kind_are_kept_and_all_are_counted()
    {
        var rows = Enumerable.Range(0, 3_000).Select(i => $"{1_577_836_800 + i * 3600L},1,1,1,{(i % 2 == 0 ? "1" : "x")},0\n");
        var report = Check.Text(Sheet.Header + string.Concat(rows));
        Assert.Equal((1_500, 1_500, 1_500), (report.Bars, report.ZeroVolume, report.BadRows));
        Assert.Equal((1_000, 1_000), (report.Of(FindingKind.ZeroVolume).Count, report.Of(FindingKind.BadRow).Count));
        Assert.Equal(3, report.Of(FindingKind.BadRow)[0].Row);
    }

    [Fact]
    public void Only_the_kinds_that_are_asked_for_are_looked_for()
    {
        var report = Check.Text("date,open,high,low,close,volume\n2020-01-01,1,1,1,1,0\n2020-01-01,1,1,1,1,1\nx,1,1,1,1,1\n", "UTC", FindingKind.Duplicate, FindingKind.Gap);
        Assert.Equal((0, null, null, 1, null, null, null), (report.Gaps, report.Outliers, report.ZeroVolume, report.Duplicates, report.Unsorted, report.BadRows, report.TimezoneDoubts));
        Assert.Equal(FindingKind.Duplicate, Assert.Single(report.Findings).Kind);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_fault() =>
        Assert.Equal("Data.Format", Assert.Throws<PeakTradeException>(() => Check.Text("a,b\n1,2\n")).Kind.Id);

    [Fact]
    public void A_refusal_carries_its_rows_and_how_many_break_each_rule()
    {
        var refusal = Sheet.Refused(Sheet.Header + "2020-01-01,1,1,1,1,1\n2020-01-01,1,1,1,1,1\n2020-01-02,1,1,1,x,1\n2020-01-03,1,1,1,1,-1\n");
        Assert.Equal([(3, DataRule.Duplicate), (4, DataRule.NotANumber), (5, DataRule.OutOfRange)], refusal.BrokenRows.Kept.Select(row => (row.Row, row.Rule)));
        Assert.Equal(3, refusal.BrokenRows.Count);
    }

    [Theory]
    [InlineData(double.NaN, 2, 1, 1, 1, 2, DataRule.NotANumber, "open is NaN")]
    [InlineData(1, 2, -1, 1, 1, 2, DataRule.OutOfRange, "low -1.0 is not above zero")]
    [InlineData(1, 2, 1, 1, double.PositiveInfinity, 2, DataRule.NotANumber, "volume is infinite")]
    [InlineData(1, 2, 1, 1, -1, 2, DataRule.OutOfRange, "volume -1.0 is below zero")]
    [InlineData(1, 1, 2, 1, 1, 2, DataRule.HighLow, "high 1.0 is below low 2.0")]
    [InlineData(3, 2, 1, 1, 1, 2, DataRule.HighLow, "high 2.0 is below open 3.0")]
    [InlineData(1, 2, 1.5, 2, 1, 2, DataRule.HighLow, "low 1.5 is above open 1.0")]
    [InlineData(0, double.NaN, 1, 1, 1, 2, DataRule.OutOfRange, "open 0.0 is not above zero")]
    [InlineData(1, 2, 1, 1, 1, 1, DataRule.Duplicate, "is the same as the bar's before it")]
    [InlineData(1, 2, 1, 1, 1, 0, DataRule.Unsorted, "the bar's before it.")]
    public void The_rule_and_the_message_of_a_broken_row_are_of_one_mind(double open, double high, double low, double close, double volume, long time, DataRule rule, string message)
    {
        var row = new BarRow { Ticks = time, Open = open, High = high, Low = low, Close = close, Volume = volume };
        Assert.False(DataContract.Holds(row, 1));
        Assert.Equal(rule, DataContract.RuleOf(row, 1));
        Assert.Contains(message, DataContract.Broken(row, 1, "time").Message);
    }

    [Fact]
    public void Rows_of_a_span_keep_their_numbers()
    {
        var text = Sheet.Header + "2020-01-01,1,1,1,1,1\n2020-01-02,1,1,1,1,1\n\n2020-01-03,1,1,1,1,1\n";
        var data = MarketData.Read(new MemoryStream(Sheet.Bytes(text)), "x.csv", new DataOptions { From = Check.Moment("2020-01-02") }, CancellationToken.None);
        Assert.Equal([3, 5], new[] { data.PlaceOf!(0).Row, data.PlaceOf(1).Row });
    }
}
