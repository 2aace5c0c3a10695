namespace PeakTrade.Studies.Gp;

/// <summary>
/// How far a constraint was broken by trials, on a scale of deviation 1 that calms large figures and keeps the order. A trial that does not say counts as the worst.
/// </summary>
internal sealed class Breaches
{
    public Breaches(TrialsSeen seen, int[] numbers, int constraint)
    {
        Values = new double[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var said = seen[numbers[i]].Constraints;
            Values[i] = said.Length > constraint ? said[constraint] : double.NaN;
        }

        var sizes = Values.Where(double.IsFinite).Select(Math.Abs).Where(size => size > 0).Order().ToArray();
        var unit = sizes.Length > 0 ? sizes[sizes.Length / 2] : 1;
        for (var i = 0; i < Values.Length; i++) Values[i] = Math.Asinh(Values[i] / unit);
        var known = Values.Where(double.IsFinite).DefaultIfEmpty(1).ToArray();
        for (var i = 0; i < Values.Length; i++) Values[i] = double.IsNaN(Values[i]) ? known.Max() : Math.Clamp(Values[i], known.Min(), known.Max());

        var mean = Values.Sum() / Values.Length;
        var deviation = Math.Sqrt(Values.Sum(v => (v - mean) * (v - mean)) / Values.Length);
        if (!(deviation > 1e-12)) deviation = 1;
        for (var i = 0; i < Values.Length; i++) Values[i] = (Values[i] - mean) / deviation;
        Limit = -mean / deviation;
    }

    public double[] Values { get; }

    /// <summary>The greatest value that keeps the constraint.</summary>
    public double Limit { get; }
}
