using System.Diagnostics;

namespace PeakTrade.Cli.Tests;

/// <summary>An empty folder, and <c>peaktrade</c> run there: as a process of its own, or in this one with absolute paths.</summary>
public sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-cli-");

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static string Dll { get; } = Path.Combine(AppContext.BaseDirectory, "peaktrade.dll");

    public string Folder => _folder.FullName;

    public string Results => PathTo("results");

    public IReadOnlyList<string> Runs => Directory.Exists(Results) ? Directory.GetFileSystemEntries(Results) : [];

    public string PathTo(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathTo(name))!);
        File.WriteAllText(PathTo(name), text);
        return PathTo(name);
    }

    /// <summary>Daily bars of BTC/EUR, the same ones each time.</summary>
    public string Sample(int count = 300, string symbol = "BTC/EUR") =>
        Operations.MakeSampleData.Execute(new() { Folder = PathTo("data"), Interval = SampleInterval.Daily, Count = count, Symbols = [symbol], Force = true }, default).Single().Path;

    public Outcome Process(params string[] args) => Process(input: null, args);

    public Outcome Process(byte[]? input, string[] args) => Finish(Start(Dotnet, [Dll, .. args]), input);

    /// <summary>Another copy of <c>peaktrade</c>.</summary>
    public Outcome Process(string dll, string[] args) => Finish(Start(Dotnet, [dll, .. args]), null);

    /// <summary>A script of sh in which <c>peaktrade</c> is a command.</summary>
    public Outcome Shell(string script) => Finish(Start("/bin/sh", ["-ec", $"peaktrade() {{ \"{Dotnet}\" \"{Dll}\" \"$@\"; }}\n{script}"]), null);

    /// <summary>A process with variables of its own, each NAME=value.</summary>
    public Outcome ProcessWith(string[] variables, string[] args) => Finish(Start("/usr/bin/env", [.. variables, Dotnet, Dll, .. args]), null);

    public Process Start(string program, IEnumerable<string> args) => System.Diagnostics.Process.Start(new ProcessStartInfo(program, args)
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    public async Task<Outcome> Here(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await CommandLine.RunAsync(args, new Door(output, error, screen: null));
        return new(code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Outcome Finish(Process process, byte[]? input)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (input is not null) process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
            Assert.True(process.WaitForExit(60_000), "peaktrade did not end.");
            return new(process.ExitCode, output.Result, error.Result);
        }
    }
}

/// <summary>What a command ended with and wrote.</summary>
public sealed record Outcome(int Code, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<System.Text.Json.JsonElement> Objects => Lines.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement);

    /// <summary>It succeeded and had nothing to complain of.</summary>
    public Outcome Good()
    {
        Assert.Equal((0, ""), (Code, Error));
        return this;
    }
}

/// <summary>A test that needs sh and signals.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute(bool needsDuckDb = false)
    {
        if (!OperatingSystem.IsLinux()) Skip = "Needs sh and signals as Linux has them.";
        else if (needsDuckDb && !Directory.Exists(Path.Combine(AppContext.BaseDirectory, "native"))) Skip = "DuckDB's native library is not there; a build with npm brings it.";
    }
}

/// <summary>The same with several sets of values.</summary>
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = new LinuxFactAttribute().Skip;
}
