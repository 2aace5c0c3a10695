namespace PeakTrade.Runs.Tests;

public sealed class PythonFloatTests
{
    // Each right side is what python3's repr of the left side prints.
    [Theory]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(0.5, "0.5")]
    [InlineData(1e-12, "1e-12")]
    [InlineData(1.2345678901234568e17, "1.2345678901234568e+17")]
    [InlineData(1e16, "1e+16")]
    [InlineData(100000.0, "100000.0")]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-1.0, "-1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e17, "1e+17")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(1.5e-5, "1.5e-05")]
    [InlineData(123456.789, "123456.789")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(2.2250738585072014e-308, "2.2250738585072014e-308")]
    [InlineData(1e22, "1e+22")]
    [InlineData(1e23, "1e+23")]
    [InlineData(1e100, "1e+100")]
    [InlineData(-1e-100, "-1e-100")]
    [InlineData(4503599627370496.5, "4503599627370496.0")]
    [InlineData(9007199254740993.0, "9007199254740992.0")]
    [InlineData(12345678901234567.0, "1.2345678901234568e+16")]
    [InlineData(0.001, "0.001")]
    [InlineData(1000000000000000.1, "1000000000000000.1")]
    [InlineData(3.141592653589793, "3.141592653589793")]
    [InlineData(2.5e-7, "2.5e-07")]
    [InlineData(-123.0, "-123.0")]
    [InlineData(1e21, "1e+21")]
    [InlineData(8.98846567431158e307, "8.98846567431158e+307")]
    [InlineData(6.02e23, "6.02e+23")]
    [InlineData(1.2290169488970193, "1.2290169488970193")]
    [InlineData(2.4178698926072943, "2.4178698926072943")]
    [InlineData(2.9519356556569667, "2.9519356556569667")]
    [InlineData(4.424502837770504, "4.424502837770504")]
    [InlineData(2.3989857473993066, "2.3989857473993066")]
    [InlineData(4.223249966654169, "4.223249966654169")]
    [InlineData(1.9941913626330086e-20, "1.9941913626330086e-20")]
    [InlineData(0.12089154479132445, "0.12089154479132445")]
    [InlineData(197.57120290295097, "197.57120290295097")]
    [InlineData(11675755.806065744, "11675755.806065744")]
    [InlineData(51495872.10989501, "51495872.10989501")]
    [InlineData(1014.1189175701691, "1014.1189175701691")]
    [InlineData(5.2755706788225096e-09, "5.2755706788225096e-09")]
    [InlineData(526.2929858558992, "526.2929858558992")]
    [InlineData(3553378235807.6743, "3553378235807.6743")]
    [InlineData(0.00019057461898245331, "0.00019057461898245331")]
    public void Numbers_read_as_Python_writes_them(double value, string repr) => Assert.Equal(repr, PythonFloat.Repr(value));

    [Fact]
    public void Every_number_reads_back_as_itself()
    {
        var random = new Random(7);
        for (var at = 0; at < 20_000; at++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value)) Assert.Equal(value, double.Parse(PythonFloat.Repr(value)));
        }
    }
}
