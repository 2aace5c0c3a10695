using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PeakTrade.House.Tests;

namespace PeakTrade.Operations.Tests.Golden;

/// <summary>
/// What each built-in strategy makes of the pinned bars in Approved/bars.csv: its figures to ten digits, a hash of its fills (trades.csv and
/// orders.csv, every digit) and of its input. A change here is a change of numbers: PEAKTRADE_APPROVE=1 writes the texts anew, and CHANGELOG.md says why.
/// </summary>
public sealed class GoldenRunTests : IDisposable
{
    private static readonly (string Name, KeyValuePair<string, object?>[] Settings)[] Ways =
    [
        ("pipeline", []),
        ("vectorized", [new("backtest.execution", "vectorized")]),
        ("close, long only", [new("backtest.fill", "close"), new("backtest.allow_short", false)]),
        ("stops", [new("backtest.stop_loss", 0.04), new("backtest.take_profit", "{ kind = \"atr\", window = 14, multiple = 2.0 }"), new("backtest.trailing_stop", 0.06)]),
        ("stops, risk per trade", [new("backtest.stop_loss", 0.05), new("backtest.sizing", "{ kind = \"risk_per_trade\", value = 0.02 }"), new("backtest.borrow_rate", 0.03)]),
    ];

    private readonly Desktop _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("ma_crossover")]
    [InlineData("rsi_reversion")]
    [InlineData("breakout_donchian")]
    public void A_strategy_has_the_figures_and_fills_it_had(string strategy)
    {
        var text = new StringBuilder();
        foreach (var (name, settings) in Ways)
        {
            var run = _desk.Run(_desk.Request with { Strategy = strategy, Settings = [.. settings, new("results.trades", "csv")], DataPath = Checkout.PathTo("tests", "PeakTrade.Operations.Tests", "Approved", "bars.csv") });
            text.Append(CultureInfo.InvariantCulture, $"{strategy}, {name}\n  {"input",-30}{run.DataHash}\n  {"fills",-30}{Fills(run)}\n");
            foreach (var figure in JsonDocument.Parse(File.ReadAllText(Path.Combine(run.RunPath!, "stats.json"))).RootElement.EnumerateObject().Where(p => p.Name is not ("data_hash" or "config_hash" or "engine_version" or "symbol" or "strategy")))
                text.Append(CultureInfo.InvariantCulture, $"  {figure.Name,-30}{Shown(figure.Value)}\n");
            text.Append('\n');
        }

        Approval.Check(text.ToString(), "tests", "PeakTrade.Operations.Tests", "Approved", $"{strategy}.txt");
    }

    [Fact]
    public void Both_executions_fill_alike()
    {
        foreach (var strategy in _desk.Workbench.FindStrategies.Execute([]).Where(s => !s.IsPortfolio))
        {
            var trades = Ways[..2].Select(way => _desk.Run(_desk.Request with { Strategy = strategy.Key, Settings = way.Settings, Save = false, DataPath = Checkout.PathTo("tests", "PeakTrade.Operations.Tests", "Approved", "bars.csv") }).GetTrades()).ToList();
            Assert.True(trades[0].Count > 5);
            Assert.Equal(trades[0].Select(t => (t.EntryBar, t.EntryPrice, t.ExitBar, t.ExitPrice, t.Side)), trades[1].Select(t => (t.EntryBar, t.EntryPrice, t.ExitBar, t.ExitPrice, t.Side)));
        }
    }

    private static string Fills(BacktestResult run) =>
        Convert.ToHexStringLower(SHA256.HashData([.. File.ReadAllBytes(Path.Combine(run.RunPath!, "trades.csv")), .. File.ReadAllBytes(Path.Combine(run.RunPath!, "orders.csv"))]));

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble().ToString("G10", CultureInfo.InvariantCulture),
        JsonValueKind.Object => string.Join(' ', value.EnumerateObject().Select(p => $"{p.Name}={p.Value}")),
        JsonValueKind.Null => "null",
        _ => value.ToString(),
    };
}
