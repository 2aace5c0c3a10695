using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Configuration.Tests;

/// <summary>The same settings written in any order, with any spelling of keys and numbers, or given at the door.</summary>
public class LayoutTests
{
    private static readonly (string Section, string Key, object Value)[] Settings =
    [
        ("", "mode", "research"), ("strategy", "key", "ma_crossover"), ("strategy.ma_crossover", "fast_window", 15L), ("strategy.ma_crossover", "slow_window", 45L),
        ("backtest", "start_capital", 25_000.0), ("backtest", "fee_bps", 2.5), ("backtest", "fill", "close"), ("backtest", "allow_short", false), ("backtest", "seed", 255L),
        ("backtest.sizing", "kind", "volatility_target"), ("backtest.sizing", "value", 0.25), ("backtest.sizing", "window", 30L), ("backtest", "take_profit", 0.125),
        ("data", "symbol", "BTC/EUR ü"), ("data", "timezone", "Europe/Berlin"), ("tracking.mlflow.tags", "layer", "x y"), ("tracking.mlflow.tags", "project", "\"p\""),
    ];

    [Fact]
    public void Any_layout_of_the_same_settings_gives_the_same_bytes()
    {
        var (expected, hash) = Snapshot(new Layout(0));
        Assert.Contains("\"seed\": 255", expected);
        Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), seed => Snapshot(new Layout(seed)) == (expected, hash))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(4_711, 13));
    }

    private static (string Normalised, string Hash) Snapshot(Layout layout)
    {
        var (text, overrides) = layout.Write(Settings);
        var config = ConfigReader.Read(text, "config.toml", overrides);
        var info = new StrategyInfo("ma_crossover", "", [Parameter.Integer("fast_window", 20, 5, 40), Parameter.Integer("slow_window", 50, 30, 100)]);
        var snapshot = ConfigSnapshot.Of(config, config.Strategy.Key!, info.Bind(config.Strategy.Parameters));
        return (snapshot.Normalised, snapshot.Hash);
    }

    private sealed class Layout(int seed)
    {
        private readonly Random _random = new(seed);

        public (string Text, List<KeyValuePair<string, object?>> Overrides) Write((string Section, string Key, object Value)[] settings)
        {
            var overrides = new List<KeyValuePair<string, object?>>();
            var kept = new List<(string Section, string Key, object Value)>();
            foreach (var setting in settings)
            {
                var name = setting.Section.Length == 0 ? setting.Key : $"{setting.Section}.{setting.Key}";
                if (_random.Next(5) > 0) kept.Add(setting);
                else overrides.Add(new(name, setting.Value is not string && Heads() ? Convert.ToString(setting.Value, CultureInfo.InvariantCulture)!.ToLowerInvariant() : setting.Value));
            }

            var text = new StringBuilder(Heads() ? "\uFEFF" : "");
            var groups = kept.GroupBy(s => s.Section).ToArray();
            _random.Shuffle(groups);
            // Keys of the top level, dotted ones among them, come before any header.
            var dotted = groups.Where(g => g.Key.Length == 0 || (Heads() && !groups.Any(o => o.Key.StartsWith(g.Key + ".", StringComparison.Ordinal) || g.Key.StartsWith(o.Key + ".", StringComparison.Ordinal)))).ToArray();
            foreach (var group in dotted) WriteEntries(text, group, group.Key);
            foreach (var group in groups.Except(dotted))
            {
                text.Append(CultureInfo.InvariantCulture, $"{Blanks()}[{Blanks()}{group.Key.Replace(".", Blanks() + "." + Blanks())}{Blanks()}]{LineEnd()}");
                WriteEntries(text, group, "");
            }

            return (text.ToString(), overrides);
        }

        private void WriteEntries(StringBuilder text, IEnumerable<(string Section, string Key, object Value)> entries, string prefix)
        {
            var ordered = entries.ToArray();
            _random.Shuffle(ordered);
            foreach (var (_, key, value) in ordered)
            {
                var name = Heads() ? key : Heads() ? $"'{key}'" : $"\"{key}\"";
                text.Append(CultureInfo.InvariantCulture, $"{Blanks()}{(prefix.Length == 0 ? "" : prefix + ".")}{name}{Blanks()}={Blanks()}{Spelled(value)}{LineEnd()}");
            }
        }

        private string Spelled(object value) => value switch
        {
            string s => _random.Next(4) switch { 0 => $"'{s}'", 1 => $"'''\r\n{s}'''", 2 => "\"" + string.Concat(s.Select(c => $"\\u{(int)c:X4}")) + "\"", _ => $"\"\"\"\\\n   {s.Replace("\"", "\\\"")}\"\"\"" },
            long n => _random.Next(4) switch { 0 => $"{n}", 1 => $"+{n}", 2 => $"0x{n:X}", _ => "0b" + Convert.ToString(n, 2) },
            double d when d == Math.Floor(d) && Heads() => $"{(long)d}",
            double d => Heads() ? d.ToString("0.0###########", CultureInfo.InvariantCulture) : d.ToString("0.0########e+0", CultureInfo.InvariantCulture),
            bool b => b ? "true" : "false",
            _ => throw new InvalidOperationException(),
        };

        private bool Heads() => _random.Next(2) == 0;

        private string Blanks() => new(_random.Next(2) == 0 ? ' ' : '\t', _random.Next(3));

        private string LineEnd() => (_random.Next(3) == 0 ? " # a comment" : "") + (Heads() ? "\n" : "\r\n") + (_random.Next(4) == 0 ? "\n  \n" : "");
    }
}
