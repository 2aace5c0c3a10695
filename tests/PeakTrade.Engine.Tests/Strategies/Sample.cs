namespace PeakTrade.Engine.Tests.Strategies;

/// <summary>Bars and parameters written down shortly.</summary>
public static class Sample
{
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Daily bars with these closes; each opens at the close before and reaches no further than the two.</summary>
    public static Bars Closes(params double[] close)
    {
        var open = close.Select((c, i) => i == 0 ? c : close[i - 1]).ToArray();
        return new("TEST", [.. close.Select((_, i) => Start.AddDays(i).Ticks)], open, [.. open.Zip(close, Math.Max)], [.. open.Zip(close, Math.Min)], close);
    }

    public static Bars Walk(int seed, int count) => Closes(Indicators.Cases.Walk(seed, count));

    public static IStrategy BuiltIn(string key) => new StrategyRegistry().Get(key).Strategy;

    public static ParameterSet With(this IStrategy strategy, params (string Name, object? Value)[] values) =>
        strategy.Info.Bind(values.Select(v => KeyValuePair.Create(v.Name, v.Value)), allowOutOfRange: true);

    public static sbyte[] States(this IStrategy strategy, Bars bars, params (string Name, object? Value)[] values)
    {
        var states = new sbyte[bars.Count];
        StrategyRunner.Decide(strategy, bars, strategy.With(values), states);
        return states;
    }

    /// <summary>A strategy of the tests' own, from a function.</summary>
    public sealed class Written(string key, Written.Decision decide, int warmUp = 0, IReadOnlyList<Parameter>? parameters = null, IReadOnlyList<string>? relations = null) : IStrategy
    {
        public delegate void Decision(Bars bars, ParameterSet parameters, Span<sbyte> states);

        public StrategyInfo Info { get; } = new(key, "For a test.", parameters ?? [], relations);

        public int WarmUpBars(ParameterSet parameters) => warmUp;

        public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) => decide(bars, parameters, states);
    }
}
