namespace PeakTrade.Runs;

/// <summary>Opens the MLflow store or server that <c>tracking.mlflow.tracking_uri</c> names.</summary>
internal static class MlflowDestination
{
    /// <summary>How long a server may take over one call.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Opens a destination; nothing is written or sent before the first run.</summary>
    /// <param name="options">The settings; a folder's path is absolute.</param>
    /// <param name="clock">What a new experiment is dated by.</param>
    /// <param name="say">Hears, once each, what a destination cannot take though the run goes on.</param>
    public static ITrackingDestination Open(MlflowOptions options, TimeProvider clock, Action<string>? say = null)
    {
        var uri = options.TrackingUri;
        if (!uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return new MlflowFileStore(Folder(uri), options.ExperimentName, clock);
        }

        return Uri.TryCreate(uri, UriKind.Absolute, out var address)
            ? new MlflowServer(address, options.ExperimentName, MlflowCredentials.FromEnvironment(), TimeLimit, say)
            : throw new DeliveryException("tracking.mlflow.tracking_uri is not an address that can be read: write it as http://host:5000, with special characters in percent.", mayPass: false);
    }

    private static string Folder(string uri) =>
        uri.StartsWith("file://", StringComparison.Ordinal) ? new Uri(uri).LocalPath : uri.StartsWith("file:", StringComparison.Ordinal) ? uri["file:".Length..] : uri;
}
