using System.Text;
using PeakTrade.Data.Backends;
using PeakTrade.Data.Csv;

namespace PeakTrade.Data.Tests.Csv;

/// <summary>Files of many instruments, cut into blocks at every byte.</summary>
public class SymbolBlockTests
{
    [Theory]
    [InlineData("symbol,time,open,high,low,close\n", "{0},{1},{2}")]
    [InlineData("time,open,high,low,close,ticker\r\n", "{1},{2},{0}\r")]
    [InlineData("note;symbol;time;open;high;low;close\n", "x y;{0};{1};{2}")]
    public void Wherever_a_block_ends_each_row_goes_to_its_instrument(string header, string row)
    {
        var delimiter = header.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        string[] names = ["A", "\"B, Inc\"", "AB", "\"say \"\"hi\"\"\"", " padded ", "Ä/€"];
        var text = new StringBuilder(header);
        for (var i = 0; i < 18; i++)
        {
            var prices = string.Join(delimiter, $"{10 + i}", $"{12 + i}", $"{9 + i}", $"{11 + i}.5");
            text.Append(string.Format(null, row, names[i * 5 % names.Length], $"2024-01-{i + 1:00}", prices)).Append(i == 17 ? "" : "\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var expected = Read(bytes, bytes.Length + 10);
        Assert.Equal(["A 3", "AB 3", "B, Inc 3", "padded 3", "say \"hi\" 3", "Ä/€ 3"], expected.Select(line => line[..(line.IndexOf(':', StringComparison.Ordinal))]).Order(StringComparer.Ordinal));
        for (var blockSize = 1; blockSize <= bytes.Length + 1; blockSize++) Assert.Equal(expected, Read(bytes, blockSize));
    }

    // An instrument a line: its name, how many bars, and every number of them.
    private static List<string> Read(byte[] bytes, int blockSize)
    {
        var reader = new CsvBarReader(new MemoryStream(bytes), new DataSource("x.csv", "x.csv"), new DataOptions(), new SymbolRule("x", true, null), blockSize);
        return [.. reader.Read(CancellationToken.None).Parts.Select(Told)];

        static string Told(BarPart part)
        {
            var bars = part.Columns.ToBars(part.Symbol, part.HasVolume);
            return $"{bars.Symbol} {bars.Count}:{string.Join(' ', bars.UtcTicks.ToArray())} {string.Join(' ', bars.Open.ToArray())} {string.Join(' ', bars.Close.ToArray())} {string.Join(' ', Enumerable.Range(0, bars.Count).Select(part.Rows.Of))} {part.Faults.Count}";
        }
    }
}
