using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Engine;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade strategies</c>: the registry, one strategy's parameters, and the proof of no look-ahead.</summary>
internal static class StrategiesCommand
{
    private static readonly Option<string[]> Assemblies = new("--strategy-assembly") { Description = "An assembly (DLL) with strategies of your own. May be given again.", Recursive = true, HelpName = "file" };
    private static readonly Argument<string> Key = new("key") { Description = "The strategy's key." };
    private static readonly Argument<string[]> Keys = new Argument<string[]>("key") { Description = "Keys of strategies; * and ? are wildcards. [default: all but those of portfolios]", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<string?> Data = new("--data") { Description = "The data to test on. [default: 2,000 generated bars]", HelpName = "file" };
    private static readonly Option<string?> Symbol = new("--symbol") { Description = "The instrument of data that hold many.", HelpName = "name" };
    private static readonly Option<string[]> Parameters = new("--param", "-p") { Description = "A parameter of the strategy. May be given again.", HelpName = "name=value" };
    private static readonly Option<long?> Seed = new("--seed") { Description = "The seed of the scrambled futures.", DefaultValueFactory = _ => 42, HelpName = "number", CustomParser = Given.Whole<long>() };

    public static Command Create(Door door)
    {
        var show = new DocumentedCommand("show", "Show a strategy's parameters.", "peaktrade strategies show ma_crossover") { Key };
        door.Handle(show, (parsed, _, _) =>
        {
            Load(door, parsed);
            var strategy = door.Workbench.FindStrategies.Execute([parsed.GetRequiredValue(Key)]).First();
            return door.Write(parsed, strategy.Parameters.Select<Parameter, Func<Parameter>>(p => () => p), Tables.Parameters);
        });

        var test = new DocumentedCommand("test", "Prove that strategies do not look ahead, or name the first bar where one does.",
            "peaktrade strategies test",
            "peaktrade strategies test mine --strategy-assembly bin/Release/net10.0/Mine.dll --data data/btc_eur_1d.csv") { Keys, Data, Symbol, Parameters, Seed };
        door.Handle(test, (parsed, listener, cancel) =>
        {
            Load(door, parsed);
            return Test(door, parsed, listener, cancel);
        });

        var list = new DocumentedCommand("strategies", "List the strategies.", "peaktrade strategies", "peaktrade strategies --strategy-assembly bin/Release/net10.0/Mine.dll") { Assemblies, show, test };
        door.Handle(list, (parsed, _, _) =>
        {
            Load(door, parsed);
            return door.Write(parsed, door.Workbench.FindStrategies.Execute([]).Select<RegisteredStrategy, Func<RegisteredStrategy>>(s => () => s), Tables.Strategies);
        });
        return list;
    }

    private static int Test(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        var passed = true;
        var parameters = new Dictionary<string, object?>(Pairs.Read(parsed.GetValue(Parameters) ?? [], "--param"));
        var keys = parsed.GetValue(Keys) ?? [];
        // Those of portfolios have no states of one instrument to look at; one that is named is told so.
        var strategies = door.Workbench.FindStrategies.Execute(keys).Where(s => keys.Length > 0 || !s.IsPortfolio);
        var code = door.Write(parsed, strategies.Select<RegisteredStrategy, Func<LookAheadReport>>(strategy => () =>
        {
            var request = new TestStrategyRequest { BaseFolder = Door.Here, Strategy = strategy.Key, Parameters = parameters, DataPath = parsed.GetValue(Data), Symbol = parsed.GetValue(Symbol), Seed = parsed.GetRequiredValue(Seed)!.Value };
            var report = door.Workbench.TestStrategy.Execute(request, listener, cancel);
            passed &= report.Passed;
            return report;
        }), Tables.Proofs);
        return passed ? code : ExitCodes.Failed;
    }

    private static void Load(Door door, ParseResult parsed)
    {
        foreach (var assembly in parsed.GetValue(Assemblies) ?? []) door.Workbench.RegisterStrategy.FromAssembly(Door.FullPath(assembly), replace: false);
    }
}
