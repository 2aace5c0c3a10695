namespace PeakTrade.Runs;

/// <summary><c>holdings.csv</c>: a row a position right after each rebalance.</summary>
internal static class HoldingTable
{
    public static readonly string[] Columns = ["time", "symbol", "units", "price", "weight", "target", "score"];

    public static void Write(ArtifactWriter file, IReadOnlyList<Holding> holdings)
    {
        CsvCells.WriteHeader(file, Columns);
        foreach (var holding in holdings)
        {
            var row = new CsvCells(file, Columns.Length, holding.Symbol.Length);
            row.Time(holding.Time.Ticks);
            row.Text(holding.Symbol);
            row.Number(holding.Units);
            row.Number(holding.Price);
            row.Number(holding.Weight);
            row.Number(holding.Target);
            row.Number(holding.Score);
            row.EndRow();
        }
    }

    public static IReadOnlyList<Holding> Read(string path)
    {
        using var rows = new CsvRows(path, Columns);
        var holdings = new List<Holding>();
        while (rows.Next()) holdings.Add(new Holding(rows.Moment(), rows.Text(), rows.Number(), rows.Number(), rows.Number(), rows.Number(), rows.NumberOrNull()));
        return holdings;
    }
}
