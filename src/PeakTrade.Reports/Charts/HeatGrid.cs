namespace PeakTrade.Reports;

/// <summary>
/// A surface over scattered points: in each cell the mean of the points around, the nearer the heavier (Nadaraya and Watson's estimate with a
/// Gaussian kernel, worked out on the cells), stretched from 0 at its lowest to 1 at its highest. Where no point is near there is no surface (NaN), rather
/// than a guess.
/// </summary>
internal sealed class HeatGrid
{
    // The weight of one point 1.8 kernel widths away.
    private const double Least = 0.2;

    private readonly double[] _cells;

    private HeatGrid(int columns, int rows, double[] cells) => (Columns, Rows, _cells) = (columns, rows, cells);

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>The surface at a cell, counted from the left and from below; NaN where there is none.</summary>
    public double this[int column, int row] => _cells[row * Columns + column];

    /// <summary>The surface over points whose places (0 to 1) and values are given. Choices do not lend to their neighbours.</summary>
    public static HeatGrid Over(IReadOnlyList<(double X, double Y, double Value)> points, Scale x, Scale y)
    {
        var (columns, rows) = (x.Cells, y.Cells);
        var (sums, weights) = (new double[columns * rows], new double[columns * rows]);
        var used = 0;
        foreach (var (atX, atY, value) in points)
        {
            if (double.IsNaN(atX) || double.IsNaN(atY) || double.IsNaN(value)) continue;
            var cell = Math.Min((int)(atY * rows), rows - 1) * columns + Math.Min((int)(atX * columns), columns - 1);
            sums[cell] += value;
            weights[cell]++;
            used++;
        }

        var width = Math.Clamp(0.35 * Math.Pow(Math.Max(used, 1), -0.25), 0.06, 0.12);
        if (x.IsOrdered) (sums, weights) = (Blur(sums, columns, rows, 1, columns, width * columns), Blur(weights, columns, rows, 1, columns, width * columns));
        if (y.IsOrdered) (sums, weights) = (Blur(sums, rows, columns, columns, 1, width * rows), Blur(weights, rows, columns, columns, 1, width * rows));
        for (var i = 0; i < sums.Length; i++) sums[i] = weights[i] >= Least ? sums[i] / weights[i] : double.NaN;
        Stretch(sums);
        return new HeatGrid(columns, rows, sums);
    }

    // From 0 at the lowest to 1 at the highest: a mean never reaches the ends of what it is the mean of.
    private static void Stretch(double[] cells)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var cell in cells)
        {
            if (double.IsNaN(cell)) continue;
            (low, high) = (Math.Min(low, cell), Math.Max(high, cell));
        }

        var flat = !(high - low > 1e-9);
        for (var i = 0; i < cells.Length; i++) cells[i] = double.IsNaN(cells[i]) ? double.NaN : flat ? 0.5 : (cells[i] - low) / (high - low);
    }

    // Along one direction: length cells, stride apart, in each of so many lines.
    private static double[] Blur(double[] from, int length, int lines, int stride, int lineStride, double width)
    {
        var kernel = new double[Math.Min(length, (int)Math.Ceiling(3 * width) + 1)];
        for (var d = 0; d < kernel.Length; d++) kernel[d] = Math.Exp(-0.5 * d * d / (width * width));
        var to = new double[from.Length];
        for (var line = 0; line < lines; line++)
        {
            for (var i = 0; i < length; i++)
            {
                var sum = 0.0;
                for (var j = Math.Max(0, i - kernel.Length + 1); j < Math.Min(length, i + kernel.Length); j++) sum += from[line * lineStride + j * stride] * kernel[Math.Abs(i - j)];
                to[line * lineStride + i * stride] = sum;
            }
        }

        return to;
    }
}
