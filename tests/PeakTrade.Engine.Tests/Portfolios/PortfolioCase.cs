using System.Globalization;
using System.Text;

namespace PeakTrade.Engine.Tests.Portfolios;

/// <summary>Instruments, the weights that are wanted of each by signal row (a row that is not there cannot be decided), and options that somebody might run.</summary>
internal sealed record PortfolioCase(
    IReadOnlyList<Bars> Instruments, IReadOnlyDictionary<int, IReadOnlyDictionary<string, double>> Wanted, PortfolioOptions Portfolio, BacktestOptions Options, int From, int To)
{
    public Universe Universe => Universe.Of("ALL", Instruments);

    public double PeriodsPerYear => Options.PeriodsPerYear ?? throw new InvalidOperationException("A case says how long a year is.");

    public BacktestResult Run()
    {
        var universe = Universe;
        return PortfolioBacktester.Run(universe, new Rule(this, universe.Symbols), Portfolio, Options, From, To);
    }

    public PlainPortfolio Plain() => PlainPortfolio.Run(this);

    /// <summary>What is wanted of those that may trade.</summary>
    public Dictionary<string, double>? Weights(int signalRow, IEnumerable<string> mayTrade) =>
        Wanted.TryGetValue(signalRow, out var weights) ? mayTrade.ToDictionary(s => s, s => weights.GetValueOrDefault(s)) : null;

    /// <summary>Everything, so that a failure can be typed in again.</summary>
    public override string ToString()
    {
        var universe = Universe;
        var text = new StringBuilder().AppendLine(Portfolio.ToString()).AppendLine(Options.ToString()).AppendLine(CultureInfo.InvariantCulture, $"rows {From} to {To}");
        for (var row = 0; row < universe.Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row,3} {universe.TimeAt(row):yyyy-MM-dd HH:mm}");
            for (var i = 0; i < universe.Count; i++)
            {
                var bar = universe.BarsAt(row)[i];
                var bars = universe.Instruments[i];
                var wanted = Wanted.TryGetValue(row, out var weights) ? weights.GetValueOrDefault(bars.Symbol).ToString("R", CultureInfo.InvariantCulture) : "?";
                text.Append(bar < 0 ? $" | {bars.Symbol} none" : string.Create(CultureInfo.InvariantCulture, $" | {bars.Symbol} O{bars.Open[bar]:R} C{bars.Close[bar]:R}")).Append(" wants ").Append(wanted);
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    private sealed class Rule(PortfolioCase given, IReadOnlyList<string> symbols) : IWeightRule
    {
        public bool Decide(int signalRow, ReadOnlySpan<bool> mayTrade, Span<double> weights, Span<double> scores)
        {
            if (!given.Wanted.TryGetValue(signalRow, out var wanted)) return false;
            for (var i = 0; i < weights.Length; i++)
            {
                if (mayTrade[i]) (weights[i], scores[i]) = (wanted.GetValueOrDefault(symbols[i]), signalRow);
            }

            return true;
        }
    }
}
