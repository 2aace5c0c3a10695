using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Runs.Tests;

/// <summary>Runs stored before trades and orders named their instrument: their files end before those columns.</summary>
public sealed class OlderFileTests : IDisposable
{
    private readonly TemporaryStore _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void Trades_of_an_older_CSV_have_the_symbol_of_their_run()
    {
        var run = _given.CsvStore.Save(Given.Result() with { Symbol = "ETH/EUR" }, Given.Evidence());
        Shorten(run, "trades.csv", columns: 1);
        Assert.Equal(Given.Trade() with { Symbol = "ETH/EUR" }, Assert.Single(_given.FindOnly().GetTrades()));
    }

    [FactWithDuckDb]
    public void Trades_of_an_older_Parquet_have_the_symbol_of_their_run()
    {
        var run = _given.Store.Save(Given.Result() with { Symbol = "ETH/EUR" }, Given.Evidence());
        var path = Path.Combine(run.RunPath!, "trades.parquet");
        using (var connection = DuckDbDatabase.Shared.Connect())
        {
            connection.Execute($"CREATE TEMPORARY TABLE older AS SELECT * EXCLUDE symbol FROM '{path}'");
            connection.Execute($"COPY older TO '{path}' (FORMAT parquet)");
            connection.Execute("DROP TABLE older");
        }

        Seal(run, "trades.parquet");
        Assert.Equal(Given.Trade() with { Symbol = "ETH/EUR" }, Assert.Single(_given.FindOnly().GetTrades()));
    }

    // The order waited at 110.5, and the price that was decided on is that level.
    [Fact]
    public void An_older_order_at_a_level_was_decided_at_that_level() => Assert.Equal(("BTC/EUR", 110.5), Older(Given.Order()));

    // Bought 2 units at 110.25, slippage 0.05 in all: 0.025 a unit above what it would have been without. Sold, it would be below.
    [Fact]
    public void An_older_order_at_the_market_was_decided_at_its_price_before_slippage()
    {
        Assert.Equal(("BTC/EUR", 110.225), Older(Given.Order() with { Level = null, Kind = OrderKind.Entry, Side = Side.Long }));
        Assert.Equal(("BTC/EUR", 110.275), Older(Given.Order() with { Level = null, Kind = OrderKind.Exit, Side = Side.Long }));
    }

    [Fact]
    public void An_older_order_at_the_market_that_did_not_fill_has_no_price()
    {
        Assert.Equal(("BTC/EUR", 0), Older(Given.Order() with { Level = null, FillPrice = null, Status = OrderStatus.Expired, Fee = 0, Slippage = 0 }));
        Assert.Equal(("BTC/EUR", 0), Older(Given.Order() with { Level = null, FillPrice = null, Status = OrderStatus.Rejected, Units = 0, Fee = 0, Slippage = 0 }));
    }

    [Fact]
    public void A_file_that_lacks_other_columns_is_damaged()
    {
        var run = _given.CsvStore.Save(Given.Result(), Given.Evidence());
        Shorten(run, "trades.csv", columns: 2);
        Shorten(run, "orders.csv", columns: 1);
        Assert.Contains("must be the header", Assert.Throws<PeakTradeException>(_given.FindOnly().GetTrades).Message, StringComparison.Ordinal);
        Assert.Contains("must be the header", Assert.Throws<PeakTradeException>(_given.FindOnly().GetOrders).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_longer_than_the_older_header_is_damaged()
    {
        var run = _given.CsvStore.Save(Given.Result(), Given.Evidence());
        var path = Path.Combine(run.RunPath!, "trades.csv");
        File.WriteAllText(path, File.ReadAllText(path).Replace("return,symbol", "return", StringComparison.Ordinal));
        Assert.Contains("row 2 has more than 15 cells", Assert.Throws<PeakTradeException>(_given.FindOnly().GetTrades).Message, StringComparison.Ordinal);
    }

    private (string Symbol, double DecisionPrice) Older(Order order)
    {
        var run = _given.CsvStore.Save(Given.Result(new Given.Details(Given.Equity(), [], [order with { Reason = "" }])), Given.Evidence());
        Shorten(run, "orders.csv", columns: 2);
        var found = Assert.Single(_given.Find(new() { RunIds = [$"{run.RunId}"] })).Result!.GetOrders().Single();
        Assert.Equal(order with { Reason = "", DecisionPrice = found.DecisionPrice }, found);
        return (found.Symbol, Math.Round(found.DecisionPrice, 10));
    }

    private static void Shorten(BacktestResult run, string name, int columns)
    {
        var path = Path.Combine(run.RunPath!, name);
        File.WriteAllText(path, string.Concat(File.ReadLines(path).Select(line => string.Join(',', line.Split(',')[..^columns]) + "\n").ToList()));
        Seal(run, name);
    }

    // The receipt of the time said what the file of the time was.
    private static void Seal(BacktestResult run, string name)
    {
        var (receipt, bytes) = (Path.Combine(run.RunPath!, "run.json"), File.ReadAllBytes(Path.Combine(run.RunPath!, name)));
        var entry = $"\"{name}\": {{ \"sha256\": \"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\", \"bytes\": {bytes.Length} }}";
        File.WriteAllText(receipt, Regex.Replace(File.ReadAllText(receipt), $"\"{Regex.Escape(name)}\": \\{{[^}}]*\\}}", entry, RegexOptions.None, TimeSpan.FromSeconds(1)));
    }
}
