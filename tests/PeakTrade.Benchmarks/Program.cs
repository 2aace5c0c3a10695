using BenchmarkDotNet.Running;
using PeakTrade.Benchmarks;

// dotnet run -c Release --project tests/PeakTrade.Benchmarks -- [--filter *Csv*] [--write]
// dotnet run -c Release --project tests/PeakTrade.Benchmarks -- --study-quality [--write]
// --write puts the tables that ran into docs/benchmarks.md, with CPU, date and commit.
// --pruner-quality measures what pruners save and lose instead of times.
// --batch [--runs 500] measures a batch by the real command: serial, on two workers, and called again; build src/PeakTrade.Cli first.
// --tracking measures what tracking costs 100 backtests.
var write = args.Contains("--write");
if (args.Contains("--study-quality")) return StudyQuality.Run(write);
if (args.Contains("--pruner-quality")) return PrunerQuality.Run(write);
if (args.Contains("--batch")) return BatchSpeedRun.Run(args, write);
if (args.Contains("--tracking")) return TrackingSpeed.Run(write);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args.Where(a => a != "--write")], new MeasuringConfig());
if (write) BenchmarkPage.Write(summaries);
return summaries.Any(s => s.HasCriticalValidationErrors || s.Reports.Any(r => !r.Success)) ? 1 : 0;
