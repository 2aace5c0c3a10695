using PeakTrade.Data.Tests.DuckDb;

namespace PeakTrade.Data.Tests.Parquet;

public sealed class ParquetTableTests : IDisposable
{
    private static readonly ParquetField[] Numbers = [new("a", ParquetType.Double)];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-parquet-");

    public void Dispose() => _folder.Delete(recursive: true);

    [FactWithDuckDb]
    public void Every_bit_of_a_number_comes_back()
    {
        double[] numbers = [0.0, -0.0, double.NaN, BitConverter.UInt64BitsToDouble(0xfff8000000000001), double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -0.0, 0.0, double.MaxValue];
        var file = PathTo("bits");
        ParquetTable.Write(file, Numbers, [numbers], default);
        Assert.Equal(numbers.Select(BitConverter.DoubleToUInt64Bits), ((double[])ParquetTable.Read(file, Numbers)[0]).Select(BitConverter.DoubleToUInt64Bits));
    }

    [FactWithDuckDb]
    public void A_path_is_taken_as_it_is_written()
    {
        var odd = OperatingSystem.IsWindows() ? "symbol=b [x] 'q'" : "symbol=b [x]*? 'q' \"ä\"";
        Directory.CreateDirectory(PathTo(odd));
        var file = PathTo(Path.Combine(odd, "t[1].parquet"));
        ParquetTable.Write(file, Numbers, [new[] { 1.5 }], default);
        Assert.Equal([1.5], (double[])ParquetTable.Read(file, Numbers)[0]);
    }

    [FactWithDuckDb]
    public void Columns_longer_than_a_chunk_come_back_in_their_order()
    {
        ParquetField[] fields = [new("n", ParquetType.Integer), new("t", ParquetType.Text, MayBeNull: true), new("at", ParquetType.Time)];
        var start = new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Array[] columns = [Enumerable.Range(0, 300_000).ToArray(), Enumerable.Range(0, 300_000).Select(i => i % 5 == 0 ? null : $"text {i % 7} é").ToArray(), Enumerable.Range(0, 300_000).Select(i => start.AddDays(i * 10)).ToArray()];
        ParquetTable.Write(PathTo("long"), fields, columns, default);
        Assert.Equal(columns, ParquetTable.Read(PathTo("long"), fields));
    }

    [FactWithDuckDb]
    public void A_time_that_would_lose_a_digit_is_refused() =>
        Assert.Throws<ArgumentException>(() => ParquetTable.Write(PathTo("fine"), [new("at", ParquetType.Time)], [new[] { new DateTime(11, DateTimeKind.Utc) }], default));

    [FactWithDuckDb]
    public void A_write_that_fails_leaves_the_next_one_alone()
    {
        ParquetTable.Prepare();
        Assert.Equal("Lake.Sql", Assert.Throws<PeakTradeException>(() => ParquetTable.Write(PathTo("nowhere/t"), Numbers, [new[] { 1.0 }], default)).Kind.Id);
        Assert.ThrowsAny<OperationCanceledException>(() => ParquetTable.Write(PathTo("t"), Numbers, [new[] { 1.0 }], new CancellationToken(canceled: true)));
        ParquetTable.Write(PathTo("t"), Numbers, [new[] { 1.0 }], default);
        Assert.Equal([1.0], (double[])ParquetTable.Read(PathTo("t"), Numbers)[0]);
    }

    private string PathTo(string name) => Path.Combine(_folder.FullName, name);
}
