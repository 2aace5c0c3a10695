namespace PeakTrade.Data.Tests.Csv;

public sealed class FormatTests
{
    [Theory]
    [InlineData("timestamp,open,high,low,close,volume\n2020-01-02T03:04:05Z,1.5,2.5,0.5,2,10\n")]
    [InlineData("timestamp;open;high;low;close;volume\n2020-01-02T03:04:05Z;1.5;2.5;0.5;2;10\n")]
    [InlineData("timestamp\topen\thigh\tlow\tclose\tvolume\n2020-01-02T03:04:05Z\t1.5\t2.5\t0.5\t2\t10\n")]
    [InlineData("Volume,CLOSE,Low,High,Open,Date\n10,2,0.5,2.5,1.5,2020-01-02T03:04:05Z\n")]
    [InlineData("time,open,high,low,close,volume\r\n2020-01-02T03:04:05Z,1.5,2.5,0.5,2,10\r\n")]
    [InlineData("datetime,open,high,low,close,volume\n2020-01-02T03:04:05Z,1.5,2.5,0.5,2,10")]
    [InlineData("datetime,open,high,low,close,volume\r\n2020-01-02T03:04:05Z,1.5,2.5,0.5,2,10\r")]
    [InlineData("\uFEFFtimestamp,open,high,low,close,volume\n2020-01-02T03:04:05Z,1.5,2.5,0.5,2,10\n")]
    [InlineData("\n\ntimestamp,open,high,low,close,volume\n\n  \n2020-01-02T03:04:05Z,1.5,2.5,0.5,2,10\n\n")]
    [InlineData("\"timestamp\", \"open\" ,high , low,close,volume\n\"2020-01-02T03:04:05Z\", 1.5 ,\"2.5\", \"0.5\" ,2,10\n")]
    [InlineData("timestamp,open,high,low,close,volume\n2020-01-02T03:04:05Z,1.5,2.5,0.5,2,10,\n")]
    [InlineData("timestamp,open,high,low,close,volume\n2020-01-02T03:04:05Z,+1.5,25e-1,.5,2.,1e1\n")]
    [InlineData("id,timestamp,note,open,high,low,close,volume,tags\n7,2020-01-02T03:04:05Z,\"a, \"\"b\"\"\nc\",1.5,2.5,0.5,2,10,\"x\ny\"\n")]
    [InlineData("note,timestamp,open,high,low,close,volume\nit's 5\" wide,2020-01-02T03:04:05Z,1.5,2.5,0.5,2,10\n")]
    [InlineData("timestamp,time,date,open,high,low,close,volume\n2020-01-02T03:04:05Z,later,1999-01-01,1.5,2.5,0.5,2,10\n")]
    public void The_same_bar_is_read_from_every_form(string text)
    {
        var data = Sheet.Read(text);
        Assert.Equal((1, 1, 0), (data.Bars.Count, data.RowsRead, data.RowsDropped));
        Assert.Equal("2020-01-02T03:04:05Z", data.Times()[0]);
        Assert.Equal([1.5, 2.5, 0.5, 2, 10], new[] { data.Bars.Open[0], data.Bars.High[0], data.Bars.Low[0], data.Bars.Close[0], data.Bars.Volume[0] });
        Assert.Empty(data.Notices);
    }

    [Fact]
    public void Volume_may_be_left_out()
    {
        var data = Sheet.Read("date,open,high,low,close\n2020-01-01,1,1,1,1\n");
        Assert.False(data.Bars.HasVolume);
        Assert.Empty(data.Notices);
    }

    [Fact]
    public void A_row_is_named_by_the_line_that_an_editor_shows()
    {
        var refusal = Sheet.Refused("note,date,open,high,low,close\n\n\"two\nlines\",2020-01-01,1,1,1,1\n\nx,2020-01-02,1,1,1,oops\n");
        Assert.Equal("btc.csv, row 6: close \"oops\" is no number.", refusal.Message);
        Assert.Equal((6, "close"), (refusal.Faults[0].Place.Row, refusal.Faults[0].Place.Key));
    }
}
