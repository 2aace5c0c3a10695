using PeakTrade.Cli;

var screen = Console.IsOutputRedirected ? (int?)null : Console.WindowWidth;
return await CommandLine.RunAsync(args, new Door(Console.Out, Console.Error, screen)).ConfigureAwait(false);
