using System.CommandLine;
using PeakTrade.Cli;
using PeakTrade.Cli.Commands;

var door = new Door(Console.Out, Console.Error);
var root = new RootCommand("Backtests and their evidence, for machines without PowerShell.")
{
    BacktestCommand.Create(door),
    StrategiesCommand.Create(door),
    RunsCommand.Create(door),
    SampleDataCommand.Create(door),
    DemoCommand.Create(door),
};
root.Options.Add(Door.Json);
root.Options.Add(Door.Verbose);

var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
return parsed.Errors.Count > 0 ? ExitCodes.Unusable : exitCode;
