using PeakTrade.Data.Lake;

namespace PeakTrade.Data.Tests.Lake;

public class BarRowsTests
{
    [Fact]
    public void Texts_and_typed_values_are_the_same_bars_as_the_CSV_reader_makes()
    {
        var bars = Sheet.Read(Sheet.Header + "2021-03-09T14:00:00Z,0.1,1e2,0.05,3.3333333333333335,12\n2021-03-09T14:15:00Z,7,7,7,7,0\n").Bars;
        var rows = new BarRows(new DataOptions { Symbol = "btc" });
        rows.Add(new(null, "2021-03-09T14:15:00Z", "7", "7.0", " 7 ", "7", "0"));
        rows.Add(new("", new DateTime(2021, 3, 9, 14, 0, 0, DateTimeKind.Utc), 0.1, 100, 0.05m, 3.3333333333333335, 12L));
        Sheet.AssertSame(bars, One(rows));
        Assert.Equal("btc", One(rows).Symbol);
    }

    [Fact]
    public void Rows_come_in_any_order_and_of_any_instrument()
    {
        var rows = Rows(("B", "2021-01-03", 3), ("A", "2021-01-02", 2), ("B", "2021-01-01", 1), ("A", "2021-01-02", 2));
        var read = rows.Read().ToList();
        Assert.Equal(["A", "B"], read.Select(r => r.Symbol));
        Assert.Equal([2.0], read[0].Data!.Bars.Close.ToArray());
        Assert.Equal([1.0, 3.0], read[1].Data!.Bars.Close.ToArray());
    }

    [Fact]
    public void A_time_that_comes_twice_with_other_values_names_both_rows()
    {
        var fault = Refused(Rows(("A", "2021-01-02", 2), ("A", "2021-01-03", 2), ("A", "2021-01-02", 5)));
        Assert.Equal("Data.BadRow", fault.Kind.Id);
        Assert.Equal("pipeline, row 3: A at 2021-01-02T00:00Z is row 1 again, with other values.", fault.Message);
    }

    [Fact]
    public void Times_of_every_kind_are_read_in_the_zone_that_is_named()
    {
        object[] times =
        [
            "2021-07-01T02:00:00", new DateTime(2021, 7, 1, 2, 0, 0), new DateTimeOffset(2021, 7, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2021, 7, 1, 5, 0, 0, TimeSpan.FromHours(5)),
            new DateTime(2021, 7, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2021, 7, 1, 0, 0, 0, DateTimeKind.Utc).ToLocalTime(), 1625097600L, "1625097600",
        ];
        foreach (var time in times)
        {
            var rows = new BarRows(new DataOptions { Symbol = "A", Timezone = "Europe/Berlin" });
            rows.Add(new(null, time, 1, 1, 1, 1, null));
            Assert.Equal(new DateTime(2021, 7, 1), One(rows).TimeAt(0));
        }
    }

    [Fact]
    public void A_row_that_cannot_be_right_is_named_with_its_number_and_column()
    {
        var rows = new BarRows(new DataOptions { Timezone = "Europe/Berlin" });
        object utc = new DateTime(2021, 3, 9, 14, 0, 0, DateTimeKind.Utc);
        rows.Add(new("A", utc, 1, 1, 1, 1, 1));
        rows.Add(new(null, utc, 1, 1, 1, 1, 1));
        rows.Add(new("A", null, 1, 1, 1, 1, 1));
        rows.Add(new("A", "soon", 1, 1, 1, 1, 1));
        rows.Add(new("A", "2021-03-28T02:30:00", 1, 1, 1, 1, 1));
        rows.Add(new("A", utc, "1,5", 1, 1, 1, 1));
        rows.Add(new("A", utc, 1, "n/a", 1, 1, 1));
        rows.Add(new("A", utc, 1, 1, null, 1, 1));
        rows.Add(new("A", utc, 1, 1, true, 1, 1));
        rows.Add(new("A", utc, 1, 1, 1, double.NaN, 1));
        rows.Add(new("A", utc, 1, 1, 1, 9, 1));
        rows.Add(new("A", utc, 1, 1, 1, 1, -5));
        rows.Add(new("A", new DateTime(2021, 3, 10, 0, 0, 0, DateTimeKind.Utc), 1, 1, 1, 1, null));
        Assert.Equal(
            [
                "pipeline, row 2: symbol is empty.",
                "pipeline, row 3: timestamp is empty.",
                "pipeline, row 4: timestamp \"soon\" is no time; ISO 8601 or a number since 1970 is wanted.",
                "pipeline, row 5: timestamp \"2021-03-28T02:30:00\" does not exist in Europe/Berlin: the clocks went forward over it.",
                "pipeline, row 6: open \"1,5\" has a decimal or thousands comma; a decimal point is wanted.",
                "pipeline, row 7: high \"n/a\" is no number.",
                "pipeline, row 8: low is empty.",
                "pipeline, row 9: low \"True\" is no number.",
                "pipeline, row 10: close is NaN (2021-03-09T14:00Z).",
                "pipeline, row 11: high 1.0 is below close 9.0 (2021-03-09T14:00Z).",
                "pipeline, row 12: volume -5.0 is below zero (2021-03-09T14:00Z).",
                "pipeline, row 13: volume is empty, and other rows of the symbol have one.",
            ],
            Refused(rows).Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void Bad_rows_are_left_out_where_that_is_asked_for()
    {
        var rows = new BarRows(new DataOptions { OnBadRow = OnBadRow.Drop });
        rows.Add(new("A", "2021-01-01", 1, 1, 1, 1, null));
        rows.Add(new("A", "2021-01-02", 0, 1, 1, 1, null));
        var data = Assert.Single(rows.Read()).Data!;
        Assert.Equal((1, 2, 1, false), (data.Bars.Count, data.RowsRead, data.RowsDropped, data.Bars.HasVolume));
        Assert.Equal(2, data.Notices.Count);
    }

    [Fact]
    public void A_row_of_another_symbol_than_the_one_named_is_refused()
    {
        var rows = new BarRows(new DataOptions { Symbol = "A" });
        rows.Add(new("B", "2021-01-01", 1, 1, 1, 1, null));
        Assert.Equal("pipeline, row 1: symbol \"B\" is not the one that was named, \"A\".", Refused(rows).Message);
    }

    [Fact]
    public void Rows_that_name_no_instrument_are_told_once()
    {
        var rows = new BarRows(new DataOptions());
        for (var i = 0; i < 3; i++) rows.Add(new(null, "2021-01-01", 1, 1, 1, 1, null));
        Assert.Equal("pipeline: the rows name no instrument. Give them a Symbol, or name one with -Symbol.", Refused(rows).Message);
    }

    private static BarRows Rows(params (string Symbol, string Time, double Price)[] given)
    {
        var rows = new BarRows(new DataOptions());
        foreach (var (symbol, time, price) in given) rows.Add(new(symbol, time, price, price, price, price, null));
        return rows;
    }

    private static Bars One(BarRows rows) => Assert.Single(rows.Read()).Data!.Bars;

    private static PeakTradeException Refused(BarRows rows) => Assert.Throws<PeakTradeException>(() => rows.Read().ToList());
}
