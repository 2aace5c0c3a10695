namespace PeakTrade.Runs;

/// <summary><c>factor_contributions.csv</c>: a row for what each factor did from one rebalance to the next.</summary>
internal static class FactorContributionTable
{
    public static readonly string[] Columns = ["from_time", "to_time", "factor", "exposure", "factor_return", "contribution"];

    public static void Write(ArtifactWriter file, IReadOnlyList<FactorContribution> contributions)
    {
        CsvCells.WriteHeader(file, Columns);
        foreach (var part in contributions)
        {
            var row = new CsvCells(file, Columns.Length, part.Factor.Length);
            row.Time(part.From.Ticks);
            row.Time(part.To.Ticks);
            row.Text(part.Factor);
            row.Number(part.Exposure);
            row.Number(part.FactorReturn);
            row.Number(part.Contribution);
            row.EndRow();
        }
    }

    public static IReadOnlyList<FactorContribution> Read(string path)
    {
        using var rows = new CsvRows(path, Columns);
        var contributions = new List<FactorContribution>();
        while (rows.Next()) contributions.Add(new FactorContribution(rows.Moment(), rows.Moment(), rows.Text(), rows.NumberOrNull(), rows.NumberOrNull(), rows.Number()));
        return contributions;
    }
}
