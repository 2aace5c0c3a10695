using System.Globalization;
using PeakTrade.Engine;

namespace PeakTrade.Data.Tests.Backends;

/// <summary>A bar as a generator made it: a time in UTC, and prices as they are written.</summary>
internal sealed record MadeBar(string Symbol, DateTime Utc, string Open, string High, string Low, string Close, string Volume);

/// <summary>Rows of several instruments, made from a seed; the oracle of the suite.</summary>
internal sealed class Market
{
    public static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];

    public Market(int seed, int instruments)
    {
        var random = new KeyedRandom(seed, stream: 17);
        Zone = Zones[random.NextInt(Zones.Length)];
        // Clocks are moved by half an hour on Lord Howe: of hourly bars nobody could tell which came once and which twice.
        Minutes = new[] { 15, 30, 60 }[random.NextInt(Zone == "Australia/Lord_Howe" ? 2 : 3)];
        var decimals = random.NextInt(6);
        // A few days before clocks are moved in one of the zones, and at an hour that comes once.
        var start = new[] { new DateTime(2021, 3, 27), new DateTime(2021, 10, 30), new DateTime(2021, 11, 6), new DateTime(2021, 4, 2) }[random.NextInt(4)].AddHours(8);
        for (var instrument = 0; instrument < instruments; instrument++)
        {
            var symbol = new[] { "BTC/EUR", "AAPL", "x y", "ünï'q", "S&P 500" }[instrument];
            var time = start.AddMinutes(Minutes * random.NextInt(8));
            for (var rows = 60 + random.NextInt(120); rows > 0; rows--, time = time.AddMinutes(Minutes)) Bars.Add(Bar(symbol, time, decimals, ref random));
        }
    }

    public string Zone { get; }

    /// <summary>How far apart the bars are.</summary>
    public int Minutes { get; }

    /// <summary>All bars, grouped by instrument.</summary>
    public List<MadeBar> Bars { get; } = [];

    public IEnumerable<MadeBar> Interleaved => Bars.OrderBy(bar => bar.Utc);

    public string[] Symbols => [.. Bars.Select(bar => bar.Symbol).Distinct().Order(StringComparer.Ordinal)];

    public string LocalTime(MadeBar bar) => TimeZoneInfo.ConvertTimeFromUtc(bar.Utc, TimeZoneInfo.FindSystemTimeZoneById(Zone)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What a reader has to give of an instrument.</summary>
    public Bars Expected(string symbol, Func<string, double>? number = null, Func<MadeBar, bool>? where = null)
    {
        number ??= text => double.Parse(text, CultureInfo.InvariantCulture);
        MadeBar[] bars = [.. Bars.Where(bar => bar.Symbol == symbol && where?.Invoke(bar) != false)];
        double[] Column(Func<MadeBar, string> of) => [.. bars.Select(bar => number(of(bar)))];
        return new Bars(symbol, [.. bars.Select(bar => bar.Utc.Ticks)], Column(b => b.Open), Column(b => b.High), Column(b => b.Low), Column(b => b.Close), Column(b => b.Volume));
    }

    private static MadeBar Bar(string symbol, DateTime time, int decimals, ref KeyedRandom random)
    {
        var prices = new double[4];
        foreach (ref var price in prices.AsSpan()) price = 1 + 5000 * random.NextDouble();
        Array.Sort(prices);
        var texts = Array.ConvertAll(prices, price => price.ToString("F" + decimals, CultureInfo.InvariantCulture));
        return new MadeBar(symbol, DateTime.SpecifyKind(time, DateTimeKind.Utc), texts[1], texts[3], texts[0], texts[2], random.NextInt(5) == 0 ? "0" : random.NextInt(100_000).ToString(CultureInfo.InvariantCulture));
    }
}
