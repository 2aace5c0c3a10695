using System.CommandLine;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary>What every command takes that runs a strategy over each instrument by itself, or over all of them in one account.</summary>
internal static class PortfolioOptionsOf
{
    public static readonly Option<bool> Portfolio = new("--portfolio") { Description = "Hold all instruments in one account: one run for all paths. Strategies that weigh instruments against each other always do." };
    public static readonly Option<string?> Bundle = new("--bundle") { Description = "A factor bundle (YAML), by which multifactor_long_short scores the instruments. Where no strategy is named, it is that one.", HelpName = "file" };
    public static readonly Option<string?> Universe = new("--universe") { Description = "A file of a portfolio's instruments, one a line. [default: the bundle's, else all of the data]", HelpName = "file" };
    public static readonly Option<string?> Sectors = new("--sectors") { Description = "A table of the instruments' sectors (CSV): symbol,sector.", HelpName = "file" };
    public static readonly Option<string?> Rebalance = new("--rebalance") { Description = "When weights are decided anew: on the first bar of each D (day), W (week), M (month) or Q (quarter). [default: M]", HelpName = "frequency" };
    public static readonly Option<string?> MaxGrossExposure = new("--max-gross-exposure") { Description = "The most that all positions together may be worth, in multiples of the equity.", HelpName = "number" };
    public static readonly Option<string?> NetExposure = new("--net-exposure") { Description = "What longs are to be worth above shorts, in multiples of the equity.", HelpName = "number" };
    public static readonly Option<string?> MaxWeight = new("--max-weight") { Description = "The most that one instrument may weigh, in multiples of the equity.", HelpName = "number" };
    public static readonly Option<string?> MaxTurnover = new("--max-turnover") { Description = "The most that one rebalance may trade, in multiples of the equity.", HelpName = "number" };

    private static readonly (Option<string?> Option, string Key)[] Files = [(Bundle, "portfolio.bundle"), (Universe, "portfolio.universe"), (Sectors, "portfolio.sectors")];
    private static readonly (Option<string?> Option, string Key)[] Values =
        [(Rebalance, "portfolio.rebalance"), (MaxGrossExposure, "portfolio.max_gross_exposure"), (NetExposure, "portfolio.net_exposure"), (MaxWeight, "portfolio.max_weight"), (MaxTurnover, "portfolio.max_turnover")];

    /// <summary>A request for each path; one for all of them where they are a portfolio.</summary>
    public static List<BacktestRequest> Requests(Door door, string[] paths, Func<string?, BacktestRequest> request)
    {
        var first = request(paths.FirstOrDefault());
        if (!door.Workbench.Backtest.IsPortfolio(first)) return [first, .. paths.Skip(1).Select(request)];
        if (paths.Length > 1 && paths.Contains("-")) throw FaultCatalogue.ArgumentInvalid.Because("Standard input (-) is one table of bars, and other files are named beside it.", "Give either.");
        return [first with { MorePaths = [.. paths.Skip(1).Distinct(StringComparer.Ordinal)] }];
    }

    /// <summary>What is asked for, on one of the paths.</summary>
    public static BacktestRequest Request(ParseResult parsed, string? path)
    {
        var request = BacktestOptionsOf.Request(parsed, path);
        var settings = request.Settings.ToList();
        if (parsed.GetValue(Portfolio)) settings.Add(new("portfolio.enabled", true));
        foreach (var (option, key) in Files)
        {
            if (parsed.GetValue(option) is { } file) settings.Add(new(key, Door.FullPath(file)));
        }

        foreach (var (option, key) in Values)
        {
            if (parsed.GetValue(option) is { } value) settings.Add(new(key, value));
        }

        return request with { Settings = settings };
    }
}
