using PeakTrade.Configuration;
using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>A backtest as it will be run: read, checked, nothing left open but the data.</summary>
internal sealed record RunPlan
{
    public required RunConfig Config { get; init; }

    public required IStrategy Strategy { get; init; }

    public required ParameterSet Parameters { get; init; }

    /// <summary>How instruments are held together; null where each is a run of its own.</summary>
    public PortfolioPlan? Portfolio { get; init; }

    /// <summary>Whether the instruments that are wanted stand in the request, the universe's file or the configuration.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    public static RunPlan Of(BacktestRequest request, StrategyRegistry strategies, PortfolioFiles? files = null)
    {
        var config = BacktestInputs.ReadConfig(request);
        var strategy = StrategyOf(request, config, strategies);
        if (request.Save && config.Results.Trades == TradesFormat.Parquet) ParquetTable.Require();
        var parameters = Bind(strategy, config, request);
        if (request.Input is null && config.Data.Path is null) throw FaultCatalogue.DataNotGiven.Because("No data file was named.");
        if (request is { Input: not null, MorePaths.Count: > 0 }) throw FaultCatalogue.ArgumentInvalid.Because("Standard input is one table of bars, and other files are named beside it.", "Give either.");
        var portfolio = IsPortfolio(config, strategy) ? PortfolioPlan.Of(config, strategy, BacktestInputs.FolderOf(request, "portfolio.bundle"), files ?? new PortfolioFiles()) : null;
        if (portfolio is null) RefuseUnused(request, strategy);
        return new RunPlan
        {
            Config = config, Strategy = strategy, Parameters = parameters, Portfolio = portfolio,
            Symbols = request.Symbols.Count > 0 ? request.Symbols : portfolio?.Symbols ?? [],
        };
    }

    /// <summary>Whether all instruments of a request are one run. Only its settings are looked at.</summary>
    public static bool IsPortfolio(BacktestRequest request, StrategyRegistry strategies)
    {
        var config = BacktestInputs.ReadConfig(request);
        return IsPortfolio(config, StrategyOf(request, config, strategies));
    }

    /// <summary>The configuration as evidence. A symbol that the data gave took effect as well: a result run again, its symbol now given, is the same configuration.</summary>
    public ConfigSnapshot Snapshot(string? symbol) =>
        ConfigSnapshot.Of(symbol is null ? Config : Config with { Data = Config.Data with { Symbol = symbol } }, Strategy.Info.Key, Parameters, Portfolio?.Content);

    public override string ToString() => Parameters.Count == 0 ? Strategy.Info.Key : $"{Strategy.Info.Key} with {Parameters}";

    private static bool IsPortfolio(RunConfig config, IStrategy strategy) => config.Portfolio.Enabled || strategy is WeightStrategy;

    // A factor bundle is for one strategy, so that it says which.
    private static IStrategy StrategyOf(BacktestRequest request, RunConfig config, StrategyRegistry strategies)
    {
        if (request.OwnStrategy is { } own) return own;
        var key = config.Strategy.Key ?? (config.Portfolio.Bundle is null ? null : WeightStrategy.MultifactorLongShort.Info.Key);
        return strategies.Get(key ?? throw FaultCatalogue.StrategyNotGiven.Because("No strategy was named.")).Strategy;
    }

    // What was asked for in so many words must not be left out without one.
    private static void RefuseUnused(BacktestRequest request, IStrategy strategy)
    {
        if (request.Settings.FirstOrDefault(s => s.Key.StartsWith("portfolio.", StringComparison.Ordinal) && s is { Key: not "portfolio.enabled", Value: not null }) is not { Key: { } key }) return;
        throw FaultCatalogue.ConfigInvalid.Because(
            $"{key} is given, and {strategy.Info.Key} runs on each instrument by itself.",
            key == "portfolio.bundle" ? "Use multifactor_long_short, which a bundle alone stands for." : "Hold all instruments in one account (-Portfolio, --portfolio), or leave it out.",
            new Place(Key: key));
    }

    private static ParameterSet Bind(IStrategy strategy, RunConfig config, BacktestRequest request)
    {
        var values = new Dictionary<string, object?>(config.Strategy.ParametersOf(strategy.Info.Key), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Parameters) values[name] = value;
        return strategy.Info.Bind(values, request.AllowOutOfRange || config.Strategy.AllowOutOfRange);
    }
}
