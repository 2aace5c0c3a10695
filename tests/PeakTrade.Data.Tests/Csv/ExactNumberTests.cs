using System.Globalization;
using System.Text;
using PeakTrade.Data.Csv;
using PeakTrade.Engine;

namespace PeakTrade.Data.Tests.Csv;

public sealed class ExactNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("12345678")]
    [InlineData("123456789.123456789")]
    [InlineData("0.1")]
    [InlineData("000000000000000000000.5")]
    [InlineData("9007199254740992")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740.993")]
    [InlineData("18446744073709551617")]
    [InlineData("0.00000000000000000000001")]
    [InlineData("8.5")]
    [InlineData(".5")]
    [InlineData("5.")]
    public void Numbers_have_the_bits_of_double_Parse(string text) => AssertSame(text);

    [Fact]
    public void A_hundred_thousand_numbers_of_every_shape_have_the_bits_of_double_Parse()
    {
        var random = new KeyedRandom(11);
        for (var i = 0; i < 100_000; i++) AssertSame(Number(ref random));
    }

    private static string Number(ref KeyedRandom random)
    {
        switch (random.NextInt(4))
        {
            case 0: return (random.NextDouble() * 100_000).ToString("F" + random.NextInt(9), CultureInfo.InvariantCulture);
            case 1:
                var value = BitConverter.UInt64BitsToDouble(random.NextUInt64());
                return double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "1";
            case 2: return (random.NextNormal() * 1e-5).ToString("R", CultureInfo.InvariantCulture);
            default:
                var text = new StringBuilder();
                var digits = 1 + random.NextInt(24);
                var point = random.NextInt(26);
                for (var digit = 0; digit < digits; digit++) text.Append(digit == point ? "." : "").Append((char)('0' + random.NextInt(10)));
                return text.ToString();
        }
    }

    private static unsafe void AssertSame(string text)
    {
        var expected = BitConverter.DoubleToInt64Bits(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        var padded = Encoding.ASCII.GetBytes(text + ",55555555555555555555");
        fixed (byte* start = padded)
        {
            var end = ExactNumber.TryFast(start, out var fast);
            if (end == start + text.Length) Assert.Equal(expected, BitConverter.DoubleToInt64Bits(fast));
            else Assert.True(end is null || *end is (byte)'e' or (byte)'E', text);
        }

        Assert.True(ExactNumber.TryParse(padded.AsSpan(0, text.Length), out var careful));
        Assert.Equal(expected, BitConverter.DoubleToInt64Bits(careful));
    }
}
