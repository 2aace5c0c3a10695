namespace PeakTrade.Reports;

/// <summary>Where values lie on an axis: from 0, its beginning, to 1, its end. What lies outside is drawn at the edge.</summary>
internal abstract class Scale
{
    /// <summary>The place of a value; NaN has none, and gives NaN.</summary>
    public abstract double Place(double value);

    /// <summary>The marks on the axis.</summary>
    public abstract IReadOnlyList<Tick> Ticks(int atMost);

    /// <summary>How many columns a grid of cells over this axis has.</summary>
    public virtual int Cells => 48;

    /// <summary>Whether neighbours on it are near to each other; choices are not.</summary>
    public virtual bool IsOrdered => true;
}

/// <summary>An axis of numbers.</summary>
internal sealed class LinearScale : Scale
{
    private readonly double _low, _high;
    private readonly bool _whole;

    /// <summary>An axis between two values, with a share of its length more on each side. Equal values get some room around them.</summary>
    public LinearScale(double low, double high, double margin = 0, bool whole = false)
    {
        _whole = whole;
        if (!(high > low)) (low, high) = whole ? (low, low) : (low - Around(low), low + Around(low));
        // Whole numbers own half a unit on each side, so that the first and the last are as wide as the others.
        var room = whole ? 0.5 : (high / 2 - low / 2) * 2 is var range && double.IsFinite(range) ? range * margin : 0;
        _low = Math.Clamp(low - room, double.MinValue, double.MaxValue);
        _high = Math.Clamp(high + room, double.MinValue, double.MaxValue);
    }

    public override double Place(double value) => double.IsNaN(value) ? double.NaN : Math.Clamp((value / 2 - _low / 2) / (_high / 2 - _low / 2), 0, 1);

    public override IReadOnlyList<Tick> Ticks(int atMost) => Reports.Ticks.Linear(_low, _high, atMost, _whole);

    public override int Cells => _whole && _high - _low <= base.Cells ? Math.Max(1, (int)Math.Round(_high - _low)) : base.Cells;

    private static double Around(double value) => Math.Abs(value) < 1e-300 ? 1 : Math.Min(Math.Abs(value) * 0.1, double.MaxValue / 4);
}

/// <summary>An axis of numbers above 0 on which ratios count.</summary>
internal sealed class LogScale : Scale
{
    private readonly double _low, _high;

    public LogScale(double low, double high, double margin = 0)
    {
        var (from, to) = (Math.Log(low), Math.Log(Math.Max(low, high)));
        var room = to > from ? (to - from) * margin : 0.1;
        (_low, _high) = (from - room, to + room);
    }

    public override double Place(double value) => double.IsNaN(value) ? double.NaN : value > 0 ? Math.Clamp((Math.Log(value) - _low) / (_high - _low), 0, 1) : 0;

    public override IReadOnlyList<Tick> Ticks(int atMost) => Reports.Ticks.Log(Math.Max(Math.Exp(_low), 1e-300), Math.Min(Math.Exp(_high), 1e300), atMost);
}

/// <summary>An axis of choices: each owns a stretch of the same length, and its values are the places in the list.</summary>
internal sealed class BandScale(IReadOnlyList<string> names) : Scale
{
    public override double Place(double value) => double.IsNaN(value) ? double.NaN : Math.Clamp((value + 0.5) / names.Count, 0, 1);

    public override IReadOnlyList<Tick> Ticks(int atMost)
    {
        var stride = Math.Max(1, (int)Math.Ceiling(names.Count / (double)Math.Max(atMost, 2)));
        return [.. Enumerable.Range(0, names.Count).Where(i => i % stride == 0).Select(i => new Tick(i, names[i]))];
    }

    public override int Cells => names.Count;

    public override bool IsOrdered => false;
}
