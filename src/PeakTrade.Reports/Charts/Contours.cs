namespace PeakTrade.Reports;

/// <summary>The outlines of what is high on a surface, by marching squares (Lorensen and Cline's cubes in the plane), as closed lines.</summary>
internal static class Contours
{
    // Around the surface a copy of its rim, which lies on the edge of the drawing, and a ring of nothing, in which every outline closes.
    private const int Rim = 2;

    /// <summary>
    /// The outlines of where the surface is at a height or above, in cells from the lower left corner. Where there is no surface it is not above any height.
    /// Holes are outlines of their own, so that the rule of even and odd fills them right.
    /// </summary>
    public static IEnumerable<IReadOnlyList<(double X, double Y)>> Above(HeatGrid surface, double height)
    {
        var pieces = Pieces(surface, height);
        var next = pieces.ToDictionary(p => p.From, p => p.To);
        foreach (var (start, _) in pieces)
        {
            if (!next.ContainsKey(start)) continue;
            var outline = new List<(double X, double Y)>();
            var edge = start;
            while (next.Remove(edge, out var to))
            {
                outline.Add(Crossing(surface, edge, height));
                edge = to;
            }

            yield return outline;
        }
    }

    // A side between two neighbouring points: upright or not, from the point at a column and row.
    private readonly record struct Edge(int Column, int Row, bool Upright);

    // In each square the line enters by one side and leaves by another, with what is high at its right; so each side is left to by one square and entered from by the next.
    private static List<(Edge From, Edge To)> Pieces(HeatGrid surface, double height)
    {
        var pieces = new List<(Edge From, Edge To)>();
        for (var row = 0; row < surface.Rows + 2 * Rim - 1; row++)
        {
            for (var column = 0; column < surface.Columns + 2 * Rim - 1; column++)
            {
                var (below, right, above, left) = (new Edge(column, row, false), new Edge(column + 1, row, true), new Edge(column, row + 1, false), new Edge(column, row, true));
                // Corners counted from the lower left, against the clock.
                bool a = Is(column, row), b = Is(column + 1, row), c = Is(column + 1, row + 1), d = Is(column, row + 1);
                if (!a && b) Leave(below, c ? d ? left : above : right);
                if (!b && c) Leave(right, d ? a ? below : left : above);
                if (!c && d) Leave(above, a ? b ? right : below : left);
                if (!d && a) Leave(left, b ? c ? above : right : below);
            }
        }

        return pieces;

        void Leave(Edge from, Edge to) => pieces.Add((from, to));
        bool Is(int column, int row) => At(surface, column, row) >= height;
    }

    private static double At(HeatGrid surface, int column, int row)
    {
        if (column == 0 || row == 0 || column == surface.Columns + 2 * Rim - 1 || row == surface.Rows + 2 * Rim - 1) return double.NegativeInfinity;
        var value = surface[Math.Clamp(column - Rim, 0, surface.Columns - 1), Math.Clamp(row - Rim, 0, surface.Rows - 1)];
        return double.IsNaN(value) ? double.NegativeInfinity : value;
    }

    private static (double X, double Y) Crossing(HeatGrid surface, Edge edge, double height)
    {
        var (column, row) = edge.Upright ? (edge.Column, edge.Row + 1) : (edge.Column + 1, edge.Row);
        var (from, to) = (At(surface, edge.Column, edge.Row), At(surface, column, row));
        var part = double.IsInfinity(from) ? 1 : double.IsInfinity(to) ? 0 : (height - from) / (to - from);
        return (Place(edge.Column, surface.Columns) * (1 - part) + Place(column, surface.Columns) * part, Place(edge.Row, surface.Rows) * (1 - part) + Place(row, surface.Rows) * part);
    }

    // A point lies in the middle of its cell; the rim and what is around it on the edge.
    private static double Place(int at, int cells) => Math.Clamp(at - Rim + 0.5, 0, cells);
}
