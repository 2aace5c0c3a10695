namespace PeakTrade.PowerShell.Strategies;

/// <summary>Bars as a script block sees them: columns as arrays. They are copies, so that a script cannot spoil the data of the next run.</summary>
public sealed class ScriptBars
{
    private readonly Bars _bars;
    private DateTime[]? _time;
    private double[]? _open, _high, _low, _close, _volume;

    internal ScriptBars(Bars bars) => _bars = bars;

    /// <summary>The instrument.</summary>
    public string Symbol => _bars.Symbol;

    /// <summary>How many bars.</summary>
    public int Count => _bars.Count;

    /// <summary>Times, in UTC.</summary>
    public DateTime[] Time => _time ??= [.. Enumerable.Range(0, _bars.Count).Select(_bars.TimeAt)];

    /// <summary>Opening prices.</summary>
    public double[] Open => _open ??= _bars.Open.ToArray();

    /// <summary>Highest prices.</summary>
    public double[] High => _high ??= _bars.High.ToArray();

    /// <summary>Lowest prices.</summary>
    public double[] Low => _low ??= _bars.Low.ToArray();

    /// <summary>Closing prices.</summary>
    public double[] Close => _close ??= _bars.Close.ToArray();

    /// <summary>Volumes; empty where the data have none.</summary>
    public double[] Volume => _volume ??= _bars.Volume.ToArray();
}
