using System.Text;

namespace PeakTrade.Reports;

/// <summary>A coloured surface between two axes, smooth where both are ordered and in cells where one holds choices, and what is drawn upon it.</summary>
/// <param name="Label">What it shows, for those who do not see it.</param>
/// <param name="X">The axis along the bottom.</param>
/// <param name="Y">The axis along the left.</param>
/// <param name="Surface">The surface, from 0 (poor) to 1 (good).</param>
/// <param name="Width">The drawing's width.</param>
/// <param name="Height">The drawing's height.</param>
internal sealed record HeatChart(string Label, Axis X, Axis Y, HeatGrid Surface, double Width, double Height)
{
    /// <summary>What is drawn on the surface.</summary>
    public IReadOnlyList<Layer> Layers { get; init; } = [];

    public void Draw(Markup to)
    {
        var plot = new Plot(to, Label, Width, Height, X, Y);
        if (X.Scale.IsOrdered && Y.Scale.IsOrdered && Surface is { Columns: > 2, Rows: > 2 }) DrawBands(to, plot);
        else DrawCells(to, plot);
        foreach (var layer in Layers) layer.Draw(to, plot);
        plot.End();
    }

    // A colour covers all that is as good or better, and the next lies on top of it: no seams, and a smooth edge.
    private void DrawBands(Markup to, Plot plot)
    {
        var (left, right, top, bottom) = plot.Ground;
        var (width, height) = ((right - left) / Surface.Columns, (bottom - top) / Surface.Rows);
        for (var step = 0; step < Ramp.Steps; step++)
        {
            var path = new StringBuilder();
            foreach (var outline in Contours.Above(Surface, (double)step / Ramp.Steps))
            {
                for (var i = 0; i < outline.Count; i++) Plot.Add(path, i == 0 ? 'M' : 'L', left + outline[i].X * width, bottom - outline[i].Y * height);
                path.Append('z');
            }

            if (path.Length > 0) to.Empty("path", ("class", $"f{step}"), ("fill-rule", "evenodd"), ("d", path.ToString()));
        }
    }

    // Cells of one colour in a row are one rectangle, and all rectangles of a colour one path.
    private void DrawCells(Markup to, Plot plot)
    {
        var (left, right, top, bottom) = plot.Ground;
        var paths = new StringBuilder?[Ramp.Steps];
        for (var row = 0; row < Surface.Rows; row++)
        {
            for (var column = 0; column < Surface.Columns;)
            {
                var from = column;
                var step = StepAt(column, row);
                while (column < Surface.Columns && StepAt(column, row) == step) column++;
                if (step < 0) continue;
                // Whole units, so that neighbours meet without a seam.
                var (x1, x2) = (Math.Round(left + (right - left) * from / Surface.Columns), Math.Round(left + (right - left) * column / Surface.Columns));
                var (y1, y2) = (Math.Round(bottom - (bottom - top) * (row + 1) / Surface.Rows), Math.Round(bottom - (bottom - top) * row / Surface.Rows));
                var path = Plot.Add(paths[step] ??= new StringBuilder(), 'M', x1, y1);
                path.Append('H').Append(Markup.Plain(x2)).Append('V').Append(Markup.Plain(y2)).Append('H').Append(Markup.Plain(x1)).Append('z');
            }
        }

        for (var step = 0; step < paths.Length; step++)
        {
            if (paths[step] is { } path) to.Empty("path", ("class", $"f{step} crisp"), ("d", path.ToString()));
        }
    }

    private int StepAt(int column, int row) => double.IsNaN(Surface[column, row]) ? -1 : Ramp.Step(Surface[column, row]);
}
