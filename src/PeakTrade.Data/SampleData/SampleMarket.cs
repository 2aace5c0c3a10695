using System.Runtime.InteropServices;
using PeakTrade.Engine;

namespace PeakTrade.Data;

/// <summary>A mood of the market: its drift and volatility a day, and how many days it lasts on average.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Regime(double DriftPerDay, double VolatilityPerDay, double Days);

/// <summary>What all symbols of one seed share: the regime, a Markov chain, and the market's own move.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct SampleMarket(SampleDataOptions options, double barsPerDay)
{
    private static readonly Regime[] Regimes =
    [
        new(+0.0040, 0.024, 60), // bull
        new(-0.0045, 0.034, 35), // bear
        new(0, 0.014, 45), // sideways
        new(-0.0005, 0.060, 12), // high volatility
    ];

    // Stocks move less than coins.
    private readonly double _calm = options.Kind == SampleKind.Stock ? 0.4 : 1;
    private KeyedRandom _random = new(options.Seed, trial: 0, stream: (long)options.Interval * 2 + (long)options.Kind);
    private int _regime;

    /// <summary>The standard deviation of a bar's return.</summary>
    public double Volatility { get; private set; }

    /// <summary>The expected return of a bar.</summary>
    public double Drift { get; private set; }

    /// <summary>The market's move in the bar, as a standard normal number.</summary>
    public double Move { get; private set; }

    public void Next()
    {
        if (_random.NextDouble() * Regimes[_regime].Days * barsPerDay < 1)
            _regime = (_regime + 1 + _random.NextInt(Regimes.Length - 1)) % Regimes.Length;
        Volatility = _calm * Regimes[_regime].VolatilityPerDay / Math.Sqrt(barsPerDay);
        Drift = _calm * Regimes[_regime].DriftPerDay / barsPerDay;
        Move = _random.NextNormal();
    }
}
