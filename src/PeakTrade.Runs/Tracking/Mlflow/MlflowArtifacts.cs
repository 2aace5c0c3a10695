using System.Collections.Concurrent;

namespace PeakTrade.Runs;

/// <summary>
/// A run's files at an MLflow server: through the server where it passes them on, into the folder itself where that lies on this machine. Into a bucket they do not go: that
/// takes its owner's client and keys. The run then carries a tag that says so.
/// </summary>
internal sealed class MlflowArtifacts(MlflowCalls calls, Uri address, Action<string>? say)
{
    private const string Proxy = "/api/2.0/mlflow-artifacts/artifacts/";
    private const string Missing = "peaktrade.artifacts";

    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.Ordinal);

    public void Send(string artifactUri, MlflowBatch batch, CancellationToken cancel)
    {
        if (ProxyPath(artifactUri) is { } path)
        {
            foreach (var file in batch.Files) Put(path, file, batch, cancel);
        }
        else if (Folder(artifactUri) is { } folder)
        {
            foreach (var file in batch.Files) Copy(folder, file, cancel);
        }
        else
        {
            Leave($"Files of runs are not sent to {MlflowNames.Cut(Place(artifactUri), MlflowNames.LongestKey)}: MLflow at {calls.Address} keeps them where only its own clients write; start it with --serve-artifacts to have them there.", batch);
        }
    }

    private static string Join(string root, string path) => $"{root.Trim('/')}/{path}".TrimStart('/');

    // mlflow-artifacts:/1/ab/artifacts, or the same with this server's address.
    private string? ProxyPath(string artifactUri)
    {
        if (!Uri.TryCreate(artifactUri, UriKind.Absolute, out var uri)) return null;
        var isOurs = uri.Host.Length == 0 || (string.Equals(uri.Host, address.Host, StringComparison.OrdinalIgnoreCase) && (uri.IsDefaultPort || uri.Port == address.Port));
        if (!isOurs) return null;
        if (uri.Scheme == "mlflow-artifacts") return Uri.UnescapeDataString(uri.AbsolutePath);
        if (uri.Scheme is not ("http" or "https")) return null;
        var proxy = uri.AbsolutePath.IndexOf(Proxy, StringComparison.Ordinal);
        return proxy < 0 ? null : Uri.UnescapeDataString(uri.AbsolutePath[(proxy + Proxy.Length)..]);
    }

    // A server elsewhere names a folder of its own machine. One that is here too is the same folder only where the run's own lies in it; of a server on this machine
    // the place for all runs is enough, for it makes a run's folder with the first file; or the folder that this place is to be made in, as a server does that is new.
    private string? Folder(string artifactUri)
    {
        var path = artifactUri.StartsWith('/') ? artifactUri : Uri.TryCreate(artifactUri, UriKind.Absolute, out var uri) && uri.IsFile && uri.Host.Length == 0 ? uri.LocalPath : null;
        if (path is null) return null;
        var allRuns = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(path.TrimEnd('/'))));
        return Directory.Exists(path) || (address.IsLoopback && allRuns is not null && (Directory.Exists(allRuns) || IsToBeMade(allRuns))) ? path : null;
    }

    // What would lie right under the root of the file system says nothing of this machine: /mlruns is a container's.
    private static bool IsToBeMade(string folder) => Path.GetDirectoryName(folder) is { } home && Path.GetDirectoryName(home) is not null && Directory.Exists(home);

    private void Put(string root, TrackedEntry.File file, MlflowBatch batch, CancellationToken cancel)
    {
        var path = string.Join('/', Join(root, file.Path).Split('/').Select(Uri.EscapeDataString));
        var answer = calls.Put(Proxy + path, file.Source, cancel);
        if (answer.ErrorCode is not null) Leave($"MLflow at {calls.Address} does not take the file {file.Path} ({answer.ErrorCode}: {answer.Message}).", batch);
    }

    private static void Copy(string folder, TrackedEntry.File file, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var target = Path.Combine(folder, file.Path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file.Source, target, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryException($"A run's file cannot be written to {folder}: {cause.Message}", mayPass: true, cause);
        }
    }

    private static string Place(string artifactUri) =>
        Uri.TryCreate(artifactUri, UriKind.Absolute, out var uri) ? uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) is { Length: > 0 } server && !uri.IsFile ? server : uri.GetLeftPart(UriPartial.Scheme) : artifactUri;

    private void Leave(string sentence, MlflowBatch batch)
    {
        batch.Tags[Missing] = MlflowNames.Cut(sentence, MlflowNames.LongestTag);
        if (_said.TryAdd(sentence, true)) say?.Invoke(sentence);
    }
}
