using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Works out a plan over data that are there, and puts its evidence together. Nothing is read or written here.</summary>
internal static class BacktestWork
{
    /// <summary>A run of one instrument.</summary>
    public static BacktestResult Run(RunPlan plan, BarData data, CancellationToken cancel) => Backtester.Run(data.Bars, plan.Strategy, plan.Parameters, plan.Config.Backtest, cancel) with
    {
        RowsDropped = data.RowsDropped,
        ConfigHash = plan.Snapshot(data.Bars.Symbol).Hash,
        DataHash = DataHash.Of(data.Bars),
    };

    /// <summary>A run of all of them in one account.</summary>
    public static BacktestResult Run(RunPlan plan, InstrumentSet set, CancellationToken cancel)
    {
        var (portfolio, data) = (plan.Portfolio!, plan.Config.Data);
        var result = portfolio.ByWeights ? ByWeights(plan, set, cancel) : ByStates(plan, set, cancel);
        return result with
        {
            Strategy = plan.Strategy.Info.Key,
            Parameters = plan.Parameters,
            RowsDropped = set.RowsDropped,
            ConfigHash = plan.Snapshot(symbol: null).Hash,
            // Factors look at bars before the first that is traded.
            DataHash = set.DataHashOf(portfolio.ByWeights ? null : data.From, data.To),
            Portfolio = result.Portfolio! with { Bundle = portfolio.Bundle?.Name, Factors = [.. portfolio.Bundle?.Factors.Select(f => f.Name) ?? []], Sectors = SectorsOf(portfolio, result.Portfolio.Symbols) },
        };
    }

    /// <summary>What a receipt says of a run.</summary>
    public static RunEvidence Evidence(RunPlan plan, string? symbol, GitFacts git, IReadOnlyList<Fault> notices, DateTimeOffset started, DateTimeOffset finished)
    {
        var snapshot = plan.Snapshot(symbol);
        return new RunEvidence
        {
            ConfigToml = snapshot.Raw,
            ConfigJson = snapshot.Normalised,
            EngineVersion = EngineVersion.Current,
            Git = git,
            Seed = plan.Config.Backtest.Seed,
            Started = started,
            Finished = finished,
            Host = HostFacts.Read(),
            Notices = [.. notices.Select(n => n.ToString())],
        };
    }

    private static BacktestResult ByStates(RunPlan plan, InstrumentSet set, CancellationToken cancel)
    {
        var data = plan.Config.Data;
        var universe = Universe.Of(plan.Portfolio!.Name, NotEmpty(plan, set.Between(data.From, data.To)));
        return SharedCashBacktester.Run(universe, plan.Strategy, plan.Parameters, plan.Config.Portfolio, plan.Config.Backtest, 0, universe.Rows, cancel);
    }

    private static BacktestResult ByWeights(RunPlan plan, InstrumentSet set, CancellationToken cancel)
    {
        var (portfolio, data) = (plan.Portfolio!, plan.Config.Data);
        NotEmpty(plan, set.Between(data.From, data.To));
        var universe = set.Universe(portfolio.Name);
        var (from, to) = (data.From is { } start ? universe.RowFrom(start) : 0, data.To is { } end ? universe.RowFrom(end) : universe.Rows);
        if (portfolio.Bundle is not { } bundle) return PortfolioBacktester.RunEqualWeight(universe, plan.Config.Portfolio, plan.Config.Backtest, from, to, cancel);
        var panels = portfolio.Factors.Select(factor => factor.Panel ?? set.Panel(factor.BuiltIn!)).ToList();
        return FactorPortfolio.Run(universe, bundle, panels, portfolio.Sectors, plan.Config.Portfolio, plan.Config.Backtest, from, to, cancel: cancel);
    }

    private static List<Bars> NotEmpty(RunPlan plan, IEnumerable<Bars> instruments)
    {
        var there = instruments.ToList();
        var data = plan.Config.Data;
        return there.Count > 0 ? there : throw FaultCatalogue.DataEmpty.Because($"No instrument of {plan.Portfolio!.Name} has a bar{(data.From is { } from ? $" from {from:yyyy-MM-dd}" : "")}{(data.To is { } to ? $" to before {to:yyyy-MM-dd}" : "")}.", "Give a span that the data hold.", target: data.Path);
    }

    private static SortedDictionary<string, string> SectorsOf(PortfolioPlan portfolio, IReadOnlyList<string> symbols) =>
        new(symbols.Where(portfolio.Sectors.ContainsKey).ToDictionary(s => s, s => portfolio.Sectors[s]), StringComparer.Ordinal);
}
