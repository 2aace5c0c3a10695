using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace PeakTrade.Operations.Tests.Backtests;

/// <summary>The same answer twice: from any thread, culture and file format.</summary>
public sealed class SameAnswerTests : IDisposable
{
    private static readonly string[] Artifacts = ["stats.json", "equity.csv", Data.ParquetTable.IsAvailable ? "trades.parquet" : "trades.csv", "orders.csv", "config_snapshot.json"];
    private readonly Desktop _desk = new Desktop().WithSample();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_span_and_an_interval_are_those_of_the_run_its_hashes_and_its_snapshot()
    {
        var whole = _desk.Run(_desk.Request);
        var weeks = _desk.Run(_desk.Request with { AllowOutOfRange = true, Parameters = new Dictionary<string, object?> { ["fast_window"] = 2, ["slow_window"] = 5 }, Settings = [new("data.from", whole.Start.AddDays(70)), new("data.resample", "1w")] });
        Assert.True(weeks.Start >= whole.Start.AddDays(63) && weeks.Bars is > 40 and < 50, $"{weeks.Start} {weeks.Bars}");
        Assert.NotEqual(whole.DataHash, weeks.DataHash);
        Assert.NotEqual(whole.ConfigHash, weeks.ConfigHash);
        Assert.Contains("\"resample\": \"1w\"", File.ReadAllText(Path.Combine(weeks.RunPath!, "config_snapshot.json")));
    }

    [Fact]
    public async Task The_same_data_and_configuration_give_the_same_bytes_from_eight_threads_at_once()
    {
        var config = _desk.Write("c.toml", "[backtest]\nstop_loss = 0.03\ntake_profit = 0.06\nborrow_rate = 0.02\n");
        var request = _desk.Request with { ConfigPath = config, Settings = [new("results.root", _desk.PathTo("results"))] };
        var expected = Bytes(_desk.Run(request));
        using var start = new Barrier(8);
        var answers = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            return Bytes(_desk.Run(request));
        }, default, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(expected, answer));
        Assert.Equal(9, _desk.Runs.Count);
    }

    [Fact]
    public void A_german_thread_writes_the_same_bytes_and_says_the_same_words()
    {
        var request = _desk.Request with { Settings = [new("backtest.stop_loss", "0.03")], Parameters = new Dictionary<string, object?> { ["fast_window"] = "12" } };
        var wrong = request with { Settings = [new("backtest.stop_loss", 1.5)] };
        var (bytes, message) = (Bytes(_desk.Run(request)), Message(wrong));

        var culture = CultureInfo.CurrentCulture;
        try
        {
            // Invariant globalisation has no German to load; this is what a German thread formats numbers by.
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            german.NumberFormat.NumberGroupSeparator = ".";
            german.NumberFormat.PercentDecimalSeparator = ",";
            german.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
            CultureInfo.CurrentCulture = german;
            Assert.Equal("1,5", $"{1.5}");
            Assert.Equal(bytes, Bytes(_desk.Run(request)));
            Assert.Equal(message, Message(wrong));
            Assert.Equal("1,5", $"{1.5}");
            Assert.Equal("x.csv, row 1,284", $"{new Place("x.csv", Row: 1284)}");
            Assert.Equal("0.5 to 2.5", Parameter.Number("p", 1, 0.5, 2.5).Range);
            Assert.Equal("p=1.5", $"{new ParameterSet([new("p", 1.5)])}");
            Assert.Equal("1.5 x ATR(14)", $"{Distance.OfAtr(14, 1.5)}");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("semicolons")]
    [InlineData("columns in another order")]
    [InlineData("standard input")]
    public void The_hash_of_the_data_does_not_depend_on_their_file(string form)
    {
        var original = _desk.Run(_desk.Request with { Save = false });
        var lines = File.ReadAllLines(_desk.Request.DataPath!);
        var path = _desk.PathTo("other.csv");
        var request = _desk.Request with { DataPath = path, Save = false };
        switch (form)
        {
            case "gzip":
                using (var file = File.Create(path))
                using (var gzip = new GZipStream(file, CompressionLevel.Fastest)) gzip.Write(File.ReadAllBytes(_desk.Request.DataPath!));
                break;
            case "semicolons":
                File.WriteAllText(path, string.Join("\r\n", lines.Select(l => l.Replace(',', ';'))));
                break;
            case "columns in another order":
                File.WriteAllLines(path, lines.Select(l => string.Join(',', l.Split(',').Reverse().Append("extra"))));
                break;
            default:
                request = request with { DataPath = null, Input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))) };
                break;
        }

        var other = _desk.Run(request);
        Assert.Equal(original.DataHash, other.DataHash);
        Assert.Equal(original.FinalEquity, other.FinalEquity);
    }

    [Fact]
    public void The_hash_of_the_data_depends_on_every_column()
    {
        string[] lines = ["timestamp,open,high,low,close,volume", "2024-01-01,10,12,9,11,5", "2024-01-02,11,13,10,12,6"];
        string[] changes = ["2024-01-03,11,13,10,12,6", "2024-01-02,11.5,13,10,12,6", "2024-01-02,11,14,10,12,6", "2024-01-02,11,13,9,12,6", "2024-01-02,11,13,10,12.5,6", "2024-01-02,11,13,10,12,7"];
        var hashes = changes.Select(c => Hash([.. lines[..2], c])).Append(Hash(lines)).Append(Hash([.. lines.Select(l => l[..l.LastIndexOf(',')])]));
        Assert.Equal(8, hashes.Distinct().Count());

        string Hash(string[] text) => Data.DataHash.Of(Data.MarketData.Read(new DataOptions(), _desk.Write("h.csv", string.Join('\n', text)), default).Bars);
    }

    private string Message(BacktestRequest request) => Assert.Throws<PeakTradeException>(() => _desk.Run(request)).Message;

    private static string Bytes(BacktestResult run) => string.Join("\n---\n", Artifacts.Select(name => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(run.RunPath!, name)))));
}
