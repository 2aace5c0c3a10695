using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Tests.Contract;

/// <summary>Columns are held to the contract many rows at a time; row by row is the plain way that it must agree with.</summary>
public class BlockTests
{
    private static readonly double[] Odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -1, 1e-300, 1e9];

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(7), InlineData(8), InlineData(9), InlineData(15), InlineData(16), InlineData(17), InlineData(33)]
    public void Good_rows_hold_and_a_value_that_is_broken_anywhere_is_seen(int count)
    {
        var rows = new Rows(count);
        Assert.True(rows.Hold());
        for (var row = 0; row < count; row++)
        {
            foreach (var column in rows.Columns)
            {
                foreach (var odd in Odd) rows.With(column, row, odd);
            }

            foreach (var ticks in new long[] { 0, rows.Ticks[Math.Max(row - 1, 0)], long.MaxValue }) rows.WithTicks(row, ticks);
        }
    }

    [Fact]
    public void The_first_row_is_held_against_the_bar_before_the_block()
    {
        var rows = new Rows(20);
        Assert.True(rows.Hold(previous: rows.Ticks[0] - 1));
        Assert.False(rows.Hold(previous: rows.Ticks[0]));
    }

    [Fact]
    public void Rows_without_volume_hold() => Assert.True(new Rows(20, volume: false).Hold());

    private sealed class Rows
    {
        public Rows(int count, bool volume = true)
        {
            Ticks = [.. Enumerable.Range(1, count).Select(i => i * 10L)];
            Columns = [Fill(count, 10), Fill(count, 12), Fill(count, 9), Fill(count, 11), .. volume ? [Fill(count, 5)] : Array.Empty<double[]>()];
        }

        public long[] Ticks { get; }

        public double[][] Columns { get; }

        public bool Hold(long previous = 0) => DataContract.Holds(
            new BarBlock { Ticks = Ticks, Open = Columns[0], High = Columns[1], Low = Columns[2], Close = Columns[3], Volume = Columns.Length > 4 ? Columns[4] : [] }, previous);

        public void With(double[] column, int row, double value)
        {
            var before = column[row];
            column[row] = value;
            Assert.Equal(HoldOneByOne(), Hold());
            column[row] = before;
        }

        public void WithTicks(int row, long value)
        {
            var before = Ticks[row];
            Ticks[row] = value;
            Assert.Equal(HoldOneByOne(), Hold());
            Ticks[row] = before;
        }

        private bool HoldOneByOne()
        {
            var holds = true;
            for (var row = 0; row < Ticks.Length; row++)
            {
                var bar = new BarRow { Ticks = Ticks[row], Open = Columns[0][row], High = Columns[1][row], Low = Columns[2][row], Close = Columns[3][row], Volume = Columns[4][row] };
                holds &= DataContract.Holds(bar, row == 0 ? 0 : Ticks[row - 1]);
            }

            return holds;
        }

        private static double[] Fill(int count, double value) => [.. Enumerable.Range(0, count).Select(i => value + i * 0.01)];
    }
}
