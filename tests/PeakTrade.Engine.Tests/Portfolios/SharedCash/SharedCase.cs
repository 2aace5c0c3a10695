using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PeakTrade.Engine.Tests.Simulation;
using PeakTrade.Engine.Tests.Strategies;

namespace PeakTrade.Engine.Tests.Portfolios.SharedCash;

/// <summary>Instruments with a state for each of their bars, and how they are traded together.</summary>
internal sealed record SharedCase(IReadOnlyList<(Bars Bars, sbyte[] States)> Instruments, PortfolioOptions Portfolio, BacktestOptions Options, int From, int To)
{
    // Not to be changed by `with`, which would keep the universe of the old ones.
    public IReadOnlyList<(Bars Bars, sbyte[] States)> Instruments { get; } = Instruments;

    public Universe Universe { get; } = Universe.Of("pair", Instruments.Select(i => i.Bars));

    public IStrategy Strategy => new Sample.Written("written", (bars, _, states) =>
        Instruments.Single(i => i.Bars.Symbol == bars.Symbol).States.AsSpan(0, bars.Count).CopyTo(states));

    public BacktestResult Run() => SharedCashBacktester.Run(Universe, Strategy, ParameterSet.Empty, Portfolio, Options, From, To);

    public PlainSharedRun Plain() => PlainSharedCash.Run(this);

    public SharedCase Over(IEnumerable<(Bars Bars, sbyte[] States)> instruments) => new([.. instruments], Portfolio, Options, From, To);

    public SharedCase With(Func<BacktestOptions, BacktestOptions> change) => this with { Options = change(Options) };

    /// <summary>Everything, so that a failure can be typed in again.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(Options.ToString()).AppendLine(Portfolio.ToString()).AppendLine(CultureInfo.InvariantCulture, $"rows [{From}, {To})");
        foreach (var (bars, states) in Instruments)
        {
            text.AppendLine(bars.Symbol);
            for (var t = 0; t < bars.Count; t++)
                text.AppendLine(CultureInfo.InvariantCulture, $"{Universe.RowFrom(bars.TimeAt(t)),3} {states[t],2} O{bars.Open[t]:R} H{bars.High[t]:R} L{bars.Low[t]:R} C{bars.Close[t]:R}");
        }

        return text.ToString();
    }
}

/// <summary>Generated universes: instruments of the single engine's cases, listed late, suspended and delisted.</summary>
internal static class SharedCases
{
    private static readonly DateTime Monday = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Arbitrary<SharedCase> Any { get; } = Arb.From(Generated());

    public static void Check(int count, ulong seed, Action<SharedCase> holds) => FsCheck.Check.One(Cases.Settings(count, seed), Prop.ForAll(Any, holds));

    private static Gen<SharedCase> Generated() =>
        from count in Gen.Choose(2, 5)
        from singles in Cases.Any.Generator.ArrayOf(count)
        from late in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 12))).ArrayOf(count)
        from gaps in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Choose(1, 6))).ArrayOf(60)
        from positions in Gen.Elements<int?>(null, null, 1, 2, 3)
        from gross in Gen.Elements<double?>(null, null, 0.5, 1, 1.5, 4)
        from cuts in Gen.Choose(0, 30).ArrayOf(2)
        from whole in Gen.Choose(0, 2)
        select Laid(singles, late, gaps, new PortfolioOptions { Enabled = true, MaxPositions = positions, MaxGrossExposure = gross }, cuts, whole > 0);

    private static SharedCase Laid(Case[] singles, int[] late, int[] gaps, PortfolioOptions portfolio, int[] cuts, bool whole)
    {
        var instruments = singles.Select((single, i) => (Retimed(single.Bars, $"{(char)('A' + i)}", late[i], gaps, stride: i + 1), single.States)).ToList();
        var all = new SharedCase(instruments, portfolio, singles[0].Options, 0, 1);
        var rows = all.Universe.Rows;
        var from = whole ? 0 : Math.Min(cuts[0], rows - 1);
        return all with { From = from, To = whole ? rows : Math.Max(from + 1, rows - cuts[1]) };
    }

    // Each instrument has a bar a day from its listing on, but where it is suspended for some days.
    private static Bars Retimed(Bars bars, string symbol, int late, int[] gaps, int stride)
    {
        var ticks = new long[bars.Count];
        var day = late;
        for (var t = 0; t < ticks.Length; t++, day++)
        {
            ticks[t] = Monday.AddDays(day).Ticks;
            day += gaps[t * stride % gaps.Length];
        }

        return new(symbol, ticks, bars.Open.ToArray(), bars.High.ToArray(), bars.Low.ToArray(), bars.Close.ToArray());
    }
}
