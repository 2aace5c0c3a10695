using System.Buffers;
using System.Text.Json;

namespace PeakTrade.Reports;

/// <summary>The trades: what each returned over how long it was held, and the first of them as a table.</summary>
internal static class TradeSection
{
    private const int Most = 500;

    public static Action<Markup> Write(RunStory story, IReadOnlyList<Trade> trades) => to =>
    {
        var run = story.Result;
        if (trades.Count == 0)
        {
            to.Element("p", run.NoTradesReason is { Length: > 0 } why ? $"There is none: {why}" : "There is none.", ("class", "lead"));
            return;
        }

        var first = trades.Take(Most).ToList();
        to.Open("p", ("class", "lead")).Text(trades.Count > Most ? $"The first {NumberText.Count(Most)} of {NumberText.Count(trades.Count, "trade")}. " : $"{NumberText.Count(trades.Count, "trade")}. ").Text("A column's name sorts by it; pointing at one shows it in the chart.");
        if (story.TradesLink is { } link) to.Text(" All of them: ").Element("a", Uri.UnescapeDataString(link[(link.LastIndexOf('/') + 1)..]), ("href", link)).Text(".");
        to.Close();
        Scatter(to, first);
        Table(to, first, run.Portfolio is not null || first.Any(t => t.Symbol != run.Symbol && !string.IsNullOrEmpty(t.Symbol)));
    };

    /// <summary>What pointing at a trade says.</summary>
    public static byte[]? Facts(IReadOnlyList<Trade> trades)
    {
        if (trades.Count == 0) return null;
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("names");
            foreach (var name in new[] { "return", "profit" }) json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteStartObject("items");
            foreach (var trade in trades.Take(Most).DistinctBy(t => t.Number))
            {
                json.WriteStartArray(NumberText.Of(trade.Number));
                json.WriteStringValue($"Trade {trade.Number}, {CellText.Word(trade.Side)}, {NumberText.Count(trade.HoldingBars, "bar")} from {CellText.ForPeople(CellKind.Time, trade.EntryTime)}");
                json.WriteStringValue(CellText.ForPeople(CellKind.Percent, trade.Return));
                json.WriteStringValue(CellText.ForPeople(CellKind.Number, trade.Profit));
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Scatter(Markup to, List<Trade> trades)
    {
        var returns = trades.Select(t => 100 * t.Return).Where(double.IsFinite).ToList();
        if (returns.Count < 2) return;
        var small = trades.Count > 150 ? " small" : "";
        Legend.Write(to, ("complete", "won", true), ("best ring", "lost", true));
        new XyChart("Return of each trade by the bars it was held", new Axis("Bars held", new LinearScale(0, Math.Max(1, trades.Max(t => t.HoldingBars)), 0.02)), new Axis("Return, %", new LinearScale(Math.Min(0, returns.Min()), Math.Max(0, returns.Max()), 0.06)), 1108, 240)
        {
            Layers = [new Dots($"best ring{small}", Marks(won: false)), new Dots($"complete{small}", Marks(won: true))],
        }.Draw(to);

        IReadOnlyList<Mark> Marks(bool won) => [.. trades.Where(t => t.Profit > 0 == won).Select(t => new Mark(t.Number, t.HoldingBars, 100 * t.Return))];
    }

    private static void Table(Markup to, List<Trade> trades, bool many)
    {
        List<(string, bool)> columns = [("#", true), ("Side", false), ("Entry", false), ("Price", true), ("Exit", false), ("Price", true), ("Exit by", false), ("Units", true), ("Bars", true), ("Costs", true), ("Profit", true), ("Return", true)];
        if (many) columns.Insert(1, ("Instrument", false));
        to.BeginTable("sortable wide tight", [.. columns]);
        foreach (var trade in trades)
        {
            to.Open("tr", ("data-k", trade.Number)).Cell(CellKind.Count, trade.Number);
            if (many) to.TextCell(trade.Symbol ?? "");
            to.Element("td", CellText.Word(trade.Side)).Cell(CellKind.Time, trade.EntryTime).Element("td", NumberText.Of(trade.EntryPrice), ("class", "number")).Cell(CellKind.Time, trade.ExitTime);
            to.Element("td", NumberText.Of(trade.ExitPrice), ("class", "number")).Element("td", trade.ExitKind is { } kind ? CellText.Word(kind) : "open").Element("td", NumberText.Of(trade.Units), ("class", "number"));
            to.Cell(CellKind.Count, trade.HoldingBars).Cell(CellKind.Number, trade.Fees + trade.Slippage + trade.Borrow).Cell(CellKind.Number, trade.Profit).Cell(CellKind.Percent, trade.Return, trade.Profit < 0 ? "loser" : null).CloseLine();
        }

        to.EndTable();
    }
}
