using System.Runtime.InteropServices;
using PeakTrade.Engine;

namespace PeakTrade.Data;

/// <summary>Makes bars that look like a market's, so that nobody needs to download any: seeded, the same everywhere.</summary>
public static class SampleDataGenerator
{
    private const int StepsPerBar = 4;
    private const double MarketShare = 0.6; // of a move's variance

    /// <summary>Makes the bars. A longer series of the same options starts with the bars of a shorter one.</summary>
    public static Bars Generate(SampleDataOptions options)
    {
        var calendar = new SampleCalendar(options);
        Check(options, calendar);
        var count = options.Count;
        var ticks = new long[count];
        var (open, high, low, close, volume) = (new double[count], new double[count], new double[count], new double[count], new double[count]);

        var symbol = KeyOf(options.Symbol);
        var random = new KeyedRandom(options.Seed, trial: 1, stream: symbol);
        var market = new SampleMarket(options, calendar.BarsPerDay);
        var anchor = Math.Round(100 * (0.2 + 5 * random.NextDouble()), 2); // what the price is drawn back to, weakly
        var beta = 0.7 + 0.6 * random.NextDouble();
        var parts = options.Kind == SampleKind.Stock ? 1 : 1000; // of the smallest volume in a whole unit
        var usualVolume = 20_000_000 / anchor / calendar.BarsPerDay;
        var price = anchor;

        var time = calendar.First;
        for (var bar = 0; bar < count; bar++)
        {
            market.Next();
            var overNight = bar > 0 && time - ticks[bar - 1] > calendar.Spacing;
            var jump = market.Volatility * (overNight ? 0.4 : 0.02) * random.NextNormal();
            var pull = 5 * market.Volatility * market.Volatility * (anchor - price) / (anchor + price);
            var start = price * (1 + Math.Clamp(jump, -0.5, 0.5));

            var path = new Path(start);
            var stepDrift = (beta * market.Drift + pull) / StepsPerBar;
            var stepVolatility = beta * market.Volatility / Math.Sqrt(StepsPerBar);
            // The market's move is spread evenly over the steps; each step adds the symbol's own.
            var shared = Math.Sqrt(MarketShare / StepsPerBar) * market.Move;
            for (var step = 0; step < StepsPerBar; step++)
                path.Move(stepDrift + stepVolatility * (shared + Math.Sqrt(1 - MarketShare) * random.NextNormal()));

            (ticks[bar], open[bar], high[bar], low[bar], close[bar]) = (time, Tick(start), Tick(path.High), Tick(path.Low), Tick(path.Last));
            var activity = 0.3 + 0.7 * (path.High - path.Low) / (start * stepVolatility * 3);
            var calmness = market.Volatility * Math.Sqrt(calendar.BarsPerDay) / 0.02;
            volume[bar] = Math.Max(1, Math.Round(usualVolume * activity * calmness * (0.6 + 0.8 * random.NextDouble()) * parts)) / parts;
            price = path.Last;
            time = calendar.After(time);
        }

        return new Bars(options.Symbol, ticks, open, high, low, close, volume);
    }

    // Rounding is monotone, so a high stays at or above what it was above. Prices in whole cents divide exactly once.
    private static double Tick(double price) => Math.Max(1, Math.Round(price * 100)) / 100;

    private static void Check(SampleDataOptions options, SampleCalendar calendar)
    {
        if (options.Count < 1) throw FaultCatalogue.ArgumentInvalid.Because($"count must be 1 or more, and is {options.Count:N0}.", target: options);
        var days = options.Count / calendar.BarsPerDay * 7 / 5 + 14;
        if (days > (DateTime.MaxValue - options.Start).TotalDays)
            throw FaultCatalogue.ArgumentInvalid.Because($"{options.Count:N0} bars from {options.Start:yyyy-MM-dd} would reach beyond the year 9999.", "Ask for fewer bars.", target: options);
    }

    // FNV-1a: string.GetHashCode differs from process to process.
    private static long KeyOf(string symbol)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in symbol) hash = (hash ^ character) * 1099511628211UL;
        return (long)hash;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Path(double start)
    {
        public double Last { get; private set; } = start;
        public double High { get; private set; } = start;
        public double Low { get; private set; } = start;

        public void Move(double change)
        {
            Last = Math.Max(0.01, Last * (1 + Math.Clamp(change, -0.5, 0.5)));
            High = Math.Max(High, Last);
            Low = Math.Min(Low, Last);
        }
    }
}
