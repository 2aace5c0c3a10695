namespace PeakTrade.Runs;

/// <summary>How an MLflow server knows us. Comes from the environment alone, in the variables that MLflow's own client reads, and is never written down.</summary>
internal sealed record MlflowCredentials
{
    public const string UserVariable = "MLFLOW_TRACKING_USERNAME";
    public const string PasswordVariable = "MLFLOW_TRACKING_PASSWORD";
    public const string TokenVariable = "MLFLOW_TRACKING_TOKEN";
    public const string InsecureVariable = "MLFLOW_TRACKING_INSECURE_TLS";

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? Token { get; init; }

    /// <summary>Whether a certificate that nobody vouches for is taken.</summary>
    public bool InsecureTls { get; init; }

    public static MlflowCredentials FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <summary>From variables by their names; an empty one is none.</summary>
    public static MlflowCredentials From(Func<string, string?> variable) => new()
    {
        User = Filled(variable(UserVariable)),
        Password = Filled(variable(PasswordVariable)),
        Token = Filled(variable(TokenVariable)),
        InsecureTls = variable(InsecureVariable) is { } insecure && (insecure == "1" || insecure.Equals("true", StringComparison.OrdinalIgnoreCase)),
    };

    /// <summary>Never the secrets: a record would say them.</summary>
    public override string ToString() => nameof(MlflowCredentials);

    private static string? Filled(string? value) => value is { Length: > 0 } ? value : null;
}
