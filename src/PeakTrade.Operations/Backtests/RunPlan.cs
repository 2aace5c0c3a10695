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
        var key = request.OwnStrategy?.Info.Key ?? config.Strategy.Key ?? throw FaultCatalogue.StrategyNotGiven.Because("No strategy was named.");
        if (request.Save && config.Results.Trades == TradesFormat.Parquet) ParquetTable.Require();
        var strategy = request.OwnStrategy ?? strategies.Get(key).Strategy;
        var parameters = Bind(strategy, config, request);
        if (request.Input is null && config.Data.Path is null) throw FaultCatalogue.DataNotGiven.Because("No data file was named.");
        var portfolio = config.Portfolio.Enabled || strategy is WeightStrategy ? PortfolioPlan.Of(config, strategy, request.BaseFolder, files ?? new PortfolioFiles()) : null;
        return new RunPlan
        {
            Config = config, Strategy = strategy, Parameters = parameters, Portfolio = portfolio,
            Symbols = request.Symbols.Count > 0 ? request.Symbols : portfolio?.Symbols ?? [],
        };
    }

    /// <summary>The configuration as evidence. A symbol that the data gave took effect as well: a result run again, its symbol now given, is the same configuration.</summary>
    public ConfigSnapshot Snapshot(string? symbol) =>
        ConfigSnapshot.Of(symbol is null ? Config : Config with { Data = Config.Data with { Symbol = symbol } }, Strategy.Info.Key, Parameters, Portfolio?.Content);

    public override string ToString() => Parameters.Count == 0 ? Strategy.Info.Key : $"{Strategy.Info.Key} with {Parameters}";

    private static ParameterSet Bind(IStrategy strategy, RunConfig config, BacktestRequest request)
    {
        var values = new Dictionary<string, object?>(config.Strategy.ParametersOf(strategy.Info.Key), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Parameters) values[name] = value;
        return strategy.Info.Bind(values, request.AllowOutOfRange || config.Strategy.AllowOutOfRange);
    }
}
