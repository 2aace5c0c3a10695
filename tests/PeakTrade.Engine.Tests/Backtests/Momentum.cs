namespace PeakTrade.Engine.Tests.Backtests;

/// <summary>Long where the close is above the one a window ago, short where it is below: enough of a strategy for tests.</summary>
internal sealed class Momentum : IStrategy
{
    public StrategyInfo Info { get; } = new("momentum", "Follows the move of the last bars", [Parameter.Integer("window", 5, 1, 500)]);

    public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states)
    {
        var window = parameters.Integer("window");
        var close = bars.Close;
        for (var t = window; t < states.Length; t++) states[t] = (sbyte)close[t].CompareTo(close[t - window]);
    }

    public ParameterSet With(int window) => Info.Bind([KeyValuePair.Create<string, object?>("window", window)]);

    /// <summary>A seeded walk, a bar an hour.</summary>
    public static Bars Walk(int count, int seed = 7)
    {
        var random = new Random(seed);
        var (open, high, low, close) = (new double[count], new double[count], new double[count], new double[count]);
        var last = 100.0;
        for (var t = 0; t < count; t++)
        {
            open[t] = last * (1 + 0.002 * (random.NextDouble() - 0.5));
            close[t] = last = open[t] * (1 + 0.01 * (random.NextDouble() - 0.498));
            high[t] = Math.Max(open[t], close[t]) * (1 + 0.003 * random.NextDouble());
            low[t] = Math.Min(open[t], close[t]) * (1 - 0.003 * random.NextDouble());
        }

        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        return new("WALK", [.. Enumerable.Range(0, count).Select(t => start + t * TimeSpan.TicksPerHour)], open, high, low, close);
    }
}
