using System.Globalization;
using System.Text;

namespace PeakTrade.Data.Tests.Backends;

/// <summary>Writes made bars as CSV, plainly, and as Parquet, by DuckDB itself.</summary>
internal sealed class Written(Market market, string folder)
{
    /// <summary>The types that a time column may have, and how a CSV text becomes one.</summary>
    public static readonly string[] TimeTypes = ["TIMESTAMPTZ", "TIMESTAMP", "TIMESTAMP_NS", "VARCHAR", "BIGINT", "DOUBLE"];

    public static readonly string[] PriceTypes = ["DOUBLE", "DECIMAL(18,6)", "DECIMAL(38,12)", "FLOAT", "VARCHAR"];

    private int _staged;

    public string Csv(string name, IEnumerable<MadeBar> bars, bool withSymbol, char separator = ',', bool local = false, bool gzip = false)
    {
        var text = new StringBuilder();
        text.AppendJoin(separator, Header(withSymbol)).Append('\n');
        foreach (var bar in bars)
            text.AppendJoin(separator, Fields(bar, local ? market.LocalTime(bar) : bar.Utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), withSymbol)).Append('\n');
        var path = PathOf(name);
        var bytes = Sheet.Bytes(text.ToString());
        File.WriteAllBytes(path, gzip ? Sheet.Gzip(bytes) : bytes);
        return path;
    }

    public string Parquet(string name, IEnumerable<MadeBar> bars, bool withSymbol, string timeType = "TIMESTAMPTZ", string priceType = "DOUBLE", bool local = false)
    {
        var staged = Csv($"../staged-{Path.GetFileName(folder)}-{_staged++}.csv", bars, withSymbol, local: local);
        try
        {
            var time = timeType switch
            {
                "TIMESTAMPTZ" => "CAST(timestamp AS TIMESTAMPTZ)",
                "BIGINT" => "epoch_ms(CAST(timestamp AS TIMESTAMPTZ))",
                "DOUBLE" => "CAST(epoch_us(CAST(timestamp AS TIMESTAMPTZ)) AS DOUBLE) / 1e6 + 0.25",
                "VARCHAR" => "timestamp",
                _ => $"CAST(replace(timestamp, 'Z', '') AS {timeType})",
            };
            var prices = string.Join(", ", new[] { "open", "high", "low", "close" }.Select(c => $"CAST({c} AS {priceType}) AS {c}"));
            return ParquetFile.Write(PathOf(name), $"SELECT {time} AS \"TimeStamp\", 'note' AS note, {prices}, CAST(volume AS {priceType}) AS Volume{(withSymbol ? ", symbol AS Ticker" : "")} FROM read_csv('{staged.Replace("'", "''")}', all_varchar = true, header = true, delim = ',')");
        }
        finally
        {
            File.Delete(staged);
        }
    }

    private static IEnumerable<string> Header(bool withSymbol) => withSymbol ? ["symbol", "timestamp", "open", "high", "low", "close", "volume"] : ["timestamp", "open", "high", "low", "close", "volume"];

    private static IEnumerable<string> Fields(MadeBar bar, string time, bool withSymbol)
    {
        string[] fields = [time, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume];
        return withSymbol ? [bar.Symbol, .. fields] : fields;
    }

    private string PathOf(string name)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
