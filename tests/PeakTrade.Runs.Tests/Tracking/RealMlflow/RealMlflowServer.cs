using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PeakTrade.Runs.Tests;

/// <summary>A real MLflow's server on this machine: runs in SQLite, files through the server; another port each time.</summary>
internal sealed class RealMlflowServer : IDisposable
{
    public const string User = "somebody";
    public const string Password = "a long pass:wörd";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-mlflow-");
    private readonly string _mlflow;
    private readonly string[] _options;
    private Process? _process;

    public RealMlflowServer(string mlflow, bool isProtected = false, bool passesFiles = true)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        _mlflow = mlflow;
        // MLflow 3 makes it with the first file only, and we write to no folder of a server whose place for runs is not on this machine.
        var files = _folder.CreateSubdirectory("files").FullName;
        _options = [.. isProtected ? (string[])["--app-name", "basic-auth"] : [], .. passesFiles ? (string[])["--serve-artifacts", "--artifacts-destination", files] : ["--no-serve-artifacts", "--default-artifact-root", files]];
        File.WriteAllText(Path.Combine(_folder.FullName, "auth.ini"), $"""
            [mlflow]
            default_permission = READ
            database_uri = sqlite:///{_folder.FullName}/auth.db
            admin_username = {User}
            admin_password = {Password}
            authorization_function = mlflow.server.auth:authenticate_request_basic_auth
            """);
        Start();
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public void Start()
    {
        var start = RealMlflow.Start(_mlflow, "serve.py", ["--host", "127.0.0.1", "--port", $"{Port}", "--workers", "1", "--backend-store-uri", $"sqlite:///{_folder.FullName}/runs.db", .. _options]);
        start.WorkingDirectory = _folder.FullName;
        start.Environment["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false";
        start.Environment["MLFLOW_FLASK_SERVER_SECRET_KEY"] = "of the tests";
        start.Environment["MLFLOW_AUTH_CONFIG_PATH"] = Path.Combine(_folder.FullName, "auth.ini");
        var said = new StringBuilder();
        _process = Process.Start(start)!;
        DataReceivedEventHandler hear = (_, line) =>
        {
            lock (said) said.AppendLine(line.Data);
        };
        _process.OutputDataReceived += hear;
        _process.ErrorDataReceived += hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        for (var began = Stopwatch.StartNew(); began.Elapsed < Patience && !_process.HasExited && !IsHealthy(http); Thread.Sleep(200))
        {
        }

        if (IsHealthy(http)) return;
        Dispose();
        lock (said) throw new InvalidOperationException($"MLflow's server in {_mlflow} does not answer: {said}");
    }

    public void Stop()
    {
        if (_process is null) return;
        _process.StandardInput.Close();
        if (!_process.WaitForExit(10_000)) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Stop();
        _folder.Delete(recursive: true);
    }

    private static bool IsHealthy(HttpClient http)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
            using var answer = http.Send(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception cause) when (cause is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
