using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeakTrade.Runs.Tests;

/// <summary>
/// A real MLflow, asked through its own Python client. <c>PEAKTRADE_MLFLOW</c> names folders with a <c>python</c> that imports one, such as the <c>bin</c> of a virtual
/// environment, with the system's path separator between them.
/// </summary>
internal sealed class RealMlflow : IDisposable
{
    public const string Variable = "PEAKTRADE_MLFLOW";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Process _python;
    private readonly StringBuilder _said = new();

    private RealMlflow(string folder)
    {
        Folder = folder;
        _python = Process.Start(Start(folder, "session.py"))!;
        _python.ErrorDataReceived += (_, line) =>
        {
            lock (_said) _said.AppendLine(line.Data);
        };
        _python.BeginErrorReadLine();
        Version = Version.Parse(string.Join('.', Ask("version", "").GetString()!.Split('.').Take(2)));
    }

    /// <summary>The folders that are named, each with a python.</summary>
    public static string[] Folders { get; } = [.. (Environment.GetEnvironmentVariable(Variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public string Folder { get; }

    public Version Version { get; }

    public static RealMlflow Open(string folder) => new(folder);

    /// <summary>A script of ours under that folder's Python, with what MLflow wants to be told.</summary>
    public static ProcessStartInfo Start(string folder, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, "python"), [Path.Combine(AppContext.BaseDirectory, "Tracking", "RealMlflow", script), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        // MLflow 3.11 takes a file store only where it is told to, and none of them is to tell anybody of the tests.
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("MLFLOW_ALLOW_FILE_STORE", "true"), ("MLFLOW_DISABLE_TELEMETRY", "true"), ("DO_NOT_TRACK", "true"), ("GIT_PYTHON_REFRESH", "quiet"), ("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONUTF8", "1")])
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public JsonElement Ask(string what, string uri, params object?[] arguments)
    {
        _python.StandardInput.WriteLine(JsonSerializer.Serialize<object?[]>([what, uri, .. arguments], Json));
        _python.StandardInput.Flush();
        var line = _python.StandardOutput.ReadLine();
        if (line is null)
        {
            _python.WaitForExit();
            throw new InvalidOperationException(_said.ToString());
        }

        var answer = JsonDocument.Parse(line).RootElement;
        return answer.TryGetProperty("error", out var error) ? throw new InvalidOperationException(error.GetString()) : answer.GetProperty("answer");
    }

    public void Dispose()
    {
        _python.StandardInput.Close();
        if (!_python.WaitForExit(5_000)) _python.Kill(entireProcessTree: true);
        _python.Dispose();
    }
}

/// <summary>The real MLflows of the tests, each started when it is first wanted: one Python and one server for all tests.</summary>
public sealed class RealMlflows : IDisposable
{
    private readonly Dictionary<string, RealMlflow> _clients = [];
    private readonly Dictionary<string, RealMlflowServer> _servers = [];

    internal RealMlflow Client(string folder)
    {
        if (!_clients.TryGetValue(folder, out var client)) _clients.Add(folder, client = RealMlflow.Open(folder));
        return client;
    }

    internal RealMlflowServer Server(string folder)
    {
        if (!_servers.TryGetValue(folder, out var server)) _servers.Add(folder, server = new(folder));
        return server;
    }

    public void Dispose()
    {
        foreach (var server in _servers.Values) server.Dispose();
        foreach (var client in _clients.Values) client.Dispose();
    }
}

/// <summary>Tests beside a real MLflow run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RealMlflowTestsCollection : ICollectionFixture<RealMlflows>
{
    public const string Name = "RealMlflow";
}

/// <summary>A test beside every real MLflow that is named, once each; takes its folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryWithMlflowAttribute : TheoryAttribute
{
    private static readonly string? Missing = RealMlflow.Folders switch
    {
        [] => $"No real MLflow is named: {RealMlflow.Variable} may name folders that hold a python which imports it, such as a virtual environment's bin.",
        var folders when folders.FirstOrDefault(folder => !File.Exists(Path.Combine(folder, "python"))) is { } none => $"{RealMlflow.Variable} names {none}, where there is no python.",
        _ => null,
    };

    public TheoryWithMlflowAttribute() => Skip = Missing;
}

/// <summary>The folders that <see cref="RealMlflow.Variable"/> names, one a test.</summary>
internal sealed class EveryMlflow : TheoryData<string>
{
    public EveryMlflow() => AddRange(RealMlflow.Folders);
}
