namespace PeakTrade.Runs;

/// <summary><c>equity.csv</c>: the account at each bar's close.</summary>
internal static class EquityTable
{
    public static readonly string[] Columns = ["time", "equity", "drawdown", "units"];

    public static void Write(ArtifactWriter file, EquityCurve curve)
    {
        CsvCells.WriteHeader(file, Columns);
        var times = curve.UtcTicks.Span;
        var equity = curve.Equity.Span;
        var units = curve.Units.Span;
        var peak = double.NegativeInfinity;
        for (var bar = 0; bar < equity.Length; bar++)
        {
            peak = Math.Max(peak, equity[bar]);
            var row = new CsvCells(file, Columns.Length);
            row.Time(times[bar]);
            row.Number(equity[bar]);
            row.Number(peak > 0 ? (equity[bar] / peak) - 1 : 0);
            row.Number(units[bar]);
            row.EndRow();
        }
    }

    public static EquityCurve Read(string path)
    {
        using var rows = new CsvRows(path, Columns);
        var (times, equity, units) = (new long[1024], new double[1024], new double[1024]);
        var count = 0;
        for (; rows.Next(); count++)
        {
            if (count == times.Length)
            {
                Array.Resize(ref times, count * 2);
                Array.Resize(ref equity, count * 2);
                Array.Resize(ref units, count * 2);
            }

            times[count] = rows.Time();
            equity[count] = rows.Number();
            rows.Number(); // The drawdown is for other readers of the file; a curve works it out again.
            units[count] = rows.Number();
        }

        return new(times.AsMemory(0, count), equity.AsMemory(0, count), units.AsMemory(0, count));
    }
}
