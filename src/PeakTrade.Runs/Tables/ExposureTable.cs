namespace PeakTrade.Runs;

/// <summary><c>exposure.csv</c>: what a portfolio's account holds at each bar's close.</summary>
internal static class ExposureTable
{
    public static readonly string[] Columns = ["time", "cash", "long", "short", "positions", "largest_weight", "concentration"];

    public static void Write(ArtifactWriter file, IReadOnlyList<ExposurePoint> exposure)
    {
        CsvCells.WriteHeader(file, Columns);
        foreach (var point in exposure)
        {
            var row = new CsvCells(file, Columns.Length);
            row.Time(point.Time.Ticks);
            row.Number(point.Cash);
            row.Number(point.Long);
            row.Number(point.Short);
            row.Integer(point.Positions);
            row.Number(point.LargestWeight);
            row.Number(point.Concentration);
            row.EndRow();
        }
    }

    public static IReadOnlyList<ExposurePoint> Read(string path)
    {
        using var rows = new CsvRows(path, Columns);
        var exposure = new List<ExposurePoint>();
        while (rows.Next()) exposure.Add(new ExposurePoint(rows.Moment(), rows.Number(), rows.Number(), rows.Number(), rows.Integer(), rows.Number(), rows.Number()));
        return exposure;
    }
}
