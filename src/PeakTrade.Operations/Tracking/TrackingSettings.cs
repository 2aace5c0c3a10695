namespace PeakTrade.Operations;

/// <summary>The settings that a door's own options for tracking stand for.</summary>
public static class TrackingSettings
{
    /// <summary>An address turns tracking on, at MLflow; what is null was not given.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Of(string? trackingUri, string? experimentName)
    {
        if (trackingUri is not null)
        {
            yield return new("tracking.enabled", true);
            yield return new("tracking.backend", "mlflow");
            yield return new("tracking.mlflow.tracking_uri", trackingUri);
        }

        if (experimentName is not null) yield return new("tracking.mlflow.experiment_name", experimentName);
    }
}
