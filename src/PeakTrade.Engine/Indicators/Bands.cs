namespace PeakTrade.Engine;

/// <summary>Three lines around a price, in rented memory; <c>using var bands = Bollinger.Of(bars.Close, 20);</c> gives it back.</summary>
public ref struct Bands : IDisposable
{
    private Series _middle, _upper, _lower;

    internal Bands(int length)
    {
        _middle = Series.Rent(length);
        _upper = Series.Rent(length);
        _lower = Series.Rent(length);
    }

    /// <summary>The line in the middle.</summary>
    public readonly Series Middle => _middle;

    /// <summary>The line above.</summary>
    public readonly Series Upper => _upper;

    /// <summary>The line below.</summary>
    public readonly Series Lower => _lower;

    /// <summary>The first bar that has values; the number of bars where none has.</summary>
    public readonly int FirstValid => _middle.FirstValid;

    /// <summary>Gives the memory back; the lines must not be read after it.</summary>
    public void Dispose()
    {
        _middle.Dispose();
        _upper.Dispose();
        _lower.Dispose();
    }
}

/// <summary>Three lines around a price, as arrays.</summary>
/// <param name="Middle">The line in the middle.</param>
/// <param name="Upper">The line above.</param>
/// <param name="Lower">The line below.</param>
public sealed record BandColumns(double[] Middle, double[] Upper, double[] Lower);
