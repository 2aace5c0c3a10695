using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace PeakTrade.Benchmarks;

/// <summary>Import-Module in a new PowerShell 7.6, as the difference of two whole processes. Goal: 300 ms. Needs pwsh on the PATH.</summary>
public class ModuleBenchmarks
{
    private static readonly string Manifest = Path.Combine(Checkout.Root, "PeakTrade.psd1");

    [Benchmark(Baseline = true, Description = "pwsh -NoProfile alone")]
    public int Alone() => Run("exit 0");

    [Benchmark(Description = "pwsh -NoProfile, Import-Module")]
    public int Import() => Run($"Import-Module '{Manifest}'");

    [Benchmark(Description = "pwsh -NoProfile, Import-Module, Get-Strategy")]
    public int ImportAndUse() => Run($"Import-Module '{Manifest}'; Get-Strategy | Out-Null");

    private static int Run(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", "-Command", command]))!;
        process.WaitForExit();
        return process.ExitCode == 0 ? 0 : throw new InvalidOperationException($"pwsh ended with {process.ExitCode}.");
    }
}
