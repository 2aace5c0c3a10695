using System.Text.RegularExpressions;

namespace PeakTrade.Runs.Tests;

public sealed class DataContractPageTests
{
    [Fact]
    public void The_data_contract_of_trades_names_the_columns_of_the_table_in_their_order()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PeakTrade.slnx"))) folder = Path.GetDirectoryName(folder)!;
        var page = File.ReadAllText(Path.Combine(folder, "docs", "data-contracts.md"));
        var trades = page[page.IndexOf("## Trades", StringComparison.Ordinal)..];
        trades = trades[..trades.IndexOf("\n## ", StringComparison.Ordinal)];
        Assert.Equal(TradeTable.Columns, Regex.Matches(trades, "^\\| `(\\w+)`", RegexOptions.Multiline).Select(match => match.Groups[1].Value));
    }
}
