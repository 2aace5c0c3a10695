namespace PeakTrade.Data.Tests.Contract;

public sealed class DataContractTests
{
    private const string Good = "2021-03-09T14:00:00Z,10,12,9,11,5\n";

    [Theory]
    [InlineData("2021-03-09T14:15:00Z,41000,41310.5,40900,41377,5", "high", "high 41,310.5 is below close 41,377.0 (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,12.5,12,9,11,5", "high", "high 12.0 is below open 12.5 (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,10,9,12,11,5", "high", "high 9.0 is below low 12.0 (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,10,12,10.5,11,5", "low", "low 10.5 is above open 10.0 (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9.5,9.25,5", "low", "low 9.5 is above close 9.25 (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,NaN,12,9,11,5", "open", "open is NaN (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,10,Infinity,9,11,5", "high", "high is infinite (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,10,1e999,9,11,5", "high", "high is infinite (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,10,12,0,11,5", "low", "low 0.0 is not above zero (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,10,12,-9,11,5", "low", "low -9.0 is not above zero (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,11,-5", "volume", "volume -5.0 is below zero (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,11,nan", "volume", "volume is NaN (2021-03-09T14:15Z).")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,11,inf", "volume", "volume \"inf\" is no number.")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,,5", "close", "close is empty.")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,n/a,5", "close", "close \"n/a\" is no number.")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,\"1,234.5\",5", "close", "close \"1,234.5\" has a decimal or thousands comma; a decimal point is wanted.")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,1.2.3,5", "close", "close \"1.2.3\" is no number.")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,\"11\"5,5", "close", "close \"\"11\"5\" is no number.")]
    [InlineData("soon,10,12,9,11,5", "timestamp", "timestamp \"soon\" is no time; ISO 8601 or a number since 1970 is wanted.")]
    [InlineData(",10,12,9,11,5", "timestamp", "timestamp is empty.")]
    [InlineData("2021-03-09T14:00:00Z,10,12,9,11,5", "timestamp", "timestamp 2021-03-09T14:00Z is the same as the bar's before it.")]
    [InlineData("2021-03-09T13:59:59.5Z,10,12,9,11,5", "timestamp", "timestamp 2021-03-09T13:59:59.5Z is before 2021-03-09T14:00Z, the bar's before it.")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,11", "timestamp", "5 fields where the header names 6.")]
    [InlineData("2021-03-09T14:15:00Z", "timestamp", "1 field where the header names 6.")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,1,234.5,5", "timestamp", "7 fields where the header names 6.")]
    [InlineData("2021-03-09T14:15:00Z,10,12,9,11,\"5", "timestamp", "a quoted field is not closed.")]
    public void A_broken_row_is_named_with_row_column_and_values(string row, string column, string message)
    {
        var refusal = Sheet.Refused(Sheet.Header + Good + row + "\n");
        Assert.Equal("Data.BadRow", refusal.Kind.Id);
        var fault = Assert.Single(refusal.Faults);
        Assert.Equal(message, fault.Message);
        Assert.Equal(("btc.csv", 3, column), (fault.Place.File, fault.Place.Row, fault.Place.Key));
        Assert.Equal($"btc.csv, row 3: {message}", refusal.Message);

        var dropped = Sheet.Read(Sheet.Header + Good + row + "\n", onBadRow: OnBadRow.Drop);
        Assert.Equal((1, 2, 1), (dropped.Bars.Count, dropped.RowsRead, dropped.RowsDropped));
        Assert.Equal([$"btc.csv, row 3: {message}", "btc.csv: 1 row in all break the data contract and were left out."], dropped.Notices.Select(notice => notice.ToString()));
    }

    [Fact]
    public void A_decimal_comma_between_semicolons_is_named() =>
        Assert.Contains("open \"1,5\" has a decimal or thousands comma", Sheet.Refused("date;open;high;low;close\n2020-01-01;1,5;2;1;1\n").Message);

    [Fact]
    public void Equal_prices_hold() => Assert.Equal(1, Sheet.Read(Sheet.Header + "2020-01-01,1,1,1,1,1\n").Bars.Count);

    [Fact]
    public void Two_prices_that_look_alike_are_told_with_all_their_digits() =>
        Assert.Contains("high 0.30000000000000004 is below close 0.3000000000000001 (", Sheet.Refused(Sheet.Header + "2020-01-01,0.3,0.30000000000000004,0.3,0.3000000000000001,1\n").Message);

    [Fact]
    public void The_first_twenty_faults_are_listed_with_the_number_of_all()
    {
        var refusal = Sheet.Refused(Sheet.Header + Good + string.Concat(Enumerable.Repeat("x,10,12,9,11,5\n", 1234)));
        Assert.Equal(21, refusal.Faults.Count);
        Assert.Equal(22, refusal.Faults[19].Place.Row);
        Assert.Equal("btc.csv: 1,234 rows in all break the data contract; the first 20 are listed.", refusal.Faults[20].ToString());
    }

    [Fact]
    public void Rows_are_counted_with_separators() =>
        Assert.StartsWith("btc.csv, row 1,284: ", Sheet.Refused(Sheet.Header + string.Concat(Enumerable.Range(0, 1282).Select(i => $"{1_600_000_000 + i},1,1,1,1,1\n")) + "x,1,1,1,1,1\n").Message);

    [Fact]
    public void A_file_that_runs_backwards_is_told_to_be_sorted()
    {
        var refusal = Sheet.Refused(Sheet.Header + string.Concat(Enumerable.Range(0, 9).Select(i => $"2020-01-0{9 - i},1,1,1,1,1\n")));
        Assert.Contains("Sort the file by time, oldest first.", refusal.Message);
    }

    [Fact]
    public void A_file_without_one_good_row_is_refused_even_where_bad_rows_are_dropped() =>
        Assert.Equal("Data.BadRow", Assert.Throws<PeakTradeException>(() => Sheet.Read(Sheet.Header + "x,1,1,1,1,1\n", onBadRow: OnBadRow.Drop)).Kind.Id);

    [Fact]
    public void A_dropped_row_does_not_move_the_time_that_the_next_must_follow()
    {
        var data = Sheet.Read(Sheet.Header + "2020-01-01,1,1,1,1,1\n2030-01-01,1,1,1,x,1\n2020-01-02,1,1,1,1,1\n", onBadRow: OnBadRow.Drop);
        Assert.Equal(["2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"], data.Times());
    }
}
