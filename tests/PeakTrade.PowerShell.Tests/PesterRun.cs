using System.Diagnostics;
using System.Xml.Linq;

namespace PeakTrade.PowerShell.Tests;

/// <summary>Runs all Pester files once and holds what came of each test.</summary>
public sealed class PesterRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Lazy<(Dictionary<(string, string), string> Failures, string Said)> _results = new(RunAll);

    /// <summary>Why the tests cannot run here; null where they can.</summary>
    public static string? WhyNot { get; } = FindWhyNot();

    /// <summary>Why those that need DuckDB's library cannot run here; null where they can.</summary>
    public static string? WhyNoDuckDb { get; } = HasDuckDb() ? null : "DuckDB's native library is not there; a build with npm brings it.";

    /// <summary>What a failed test says; empty where it passed.</summary>
    public string FailureOf(string file, string test) =>
        _results.Value.Failures.TryGetValue((file, test), out var failure) ? failure : $"Pester did not run it. It said: {_results.Value.Said}";

    private static string? FindWhyNot()
    {
        try
        {
            var said = Pwsh("if ($PSVersionTable.PSVersion -lt '7.6') { \"PowerShell 7.6 is needed, this is $($PSVersionTable.PSVersion)\" } elseif (-not (Get-Module -ListAvailable Pester | Where-Object Version -ge '5.0')) { 'the Pester module (5 or newer) is not installed' }").Trim();
            return said.Length == 0 ? null : said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "PowerShell 7.6 (pwsh) is not on the PATH";
        }
    }

    private static bool HasDuckDb()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "PeakTrade.slnx"))) folder = Path.GetDirectoryName(folder);
        var natives = folder is null ? null : Path.Combine(folder, "artifacts", "module", "dependencies", "native");
        return Directory.Exists(natives) && Directory.EnumerateFiles(natives, "*duckdb*", SearchOption.AllDirectories).Any();
    }

    private static (Dictionary<(string, string), string> Failures, string Said) RunAll()
    {
        var report = Path.GetTempFileName();
        try
        {
            var said = Pwsh($"& '{Path.Combine(PesterFiles.Folder, "RunPester.ps1")}' -Report '{report}'{(WhyNoDuckDb is null ? "" : $" -ExcludeTag {PesterFiles.DuckDb}")}");
            var failures = new Dictionary<(string, string), string>();
            var text = File.ReadAllText(report);
            if (text.Length == 0) return (failures, said);
            foreach (var test in XDocument.Parse(text).Descendants("test"))
            {
                // A test with -ForEach comes once for each case; one that fails fails it.
                var key = ((string)test.Attribute("file")!, (string)test.Attribute("name")!);
                failures[key] = failures.GetValueOrDefault(key, "") + test.Value;
            }

            return (failures, said);
        }
        finally
        {
            File.Delete(report);
        }
    }

    private static string Pwsh(string command)
    {
        var start = new ProcessStartInfo("pwsh") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in new[] { "-NoProfile", "-NonInteractive", "-Command", command }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience)) process.Kill(entireProcessTree: true);
        return output.Result + error.Result;
    }
}
