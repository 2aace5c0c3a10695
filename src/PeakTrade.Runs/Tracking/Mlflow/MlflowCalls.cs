using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>What a server answered: its JSON, or why it refused in MLflow's own words.</summary>
internal readonly record struct MlflowAnswer(int Status, JsonElement Body, string? ErrorCode, string? Message);

/// <summary>
/// Calls to one MLflow server. What goes wrong on the way or for the moment is thrown as such; what MLflow itself refuses is an answer, for some refusals are expected.
/// No redirect is followed: the credentials are for this host alone.
/// </summary>
internal sealed class MlflowCalls : IDisposable
{
    private const string Api = "/api/2.0/mlflow/";
    private const int LongestMessage = 200;
    private const int LongestAnswer = 64 << 20;
    private const int MegaByte = 1 << 20;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http;
    private readonly TimeSpan _timeLimit;
    private readonly string[] _secrets;

    public MlflowCalls(Uri address, MlflowCredentials credentials, TimeSpan timeLimit)
    {
        _timeLimit = timeLimit;
        Address = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        var (user, password) = UserOf(address) ?? (credentials.User, credentials.Password);
        _secrets = [.. new[] { password, credentials.Token, address.UserInfo, password is null ? null : Uri.EscapeDataString(password) }.Where(secret => secret is { Length: > 0 })!];
        _http = new HttpClient(Handler(credentials.InsecureTls, address.IsLoopback)) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
        if (user is not null) _http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        else if (credentials.Token is { } token) _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <summary>The server, without a user.</summary>
    public string Address { get; }

    public MlflowAnswer Get(string call, string query, CancellationToken cancel) => Send(new(HttpMethod.Get, $"{Address}{Api}{call}?{query}"), _timeLimit, cancel);

    public MlflowAnswer Post(string call, Action<Utf8JsonWriter> members, CancellationToken cancel)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        var content = new ReadOnlyMemoryContent(bytes.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Send(new(HttpMethod.Post, $"{Address}{Api}{call}") { Content = content }, _timeLimit, cancel);
    }

    /// <summary>Sends a file; a large one is given a second more a megabyte.</summary>
    public MlflowAnswer Put(string path, string source, CancellationToken cancel)
    {
        var file = File.OpenRead(source);
        var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var patience = _timeLimit + TimeSpan.FromSeconds(file.Length / MegaByte);
        return Send(new(HttpMethod.Put, $"{Address}{path}") { Content = content }, patience, cancel);
    }

    /// <summary>The answer's JSON, where it is no refusal.</summary>
    public JsonElement Granted(MlflowAnswer answer)
    {
        if (answer.ErrorCode is null) return answer.Body;
        throw Refused($"refuses with {answer.ErrorCode}: {answer.Message}");
    }

    /// <summary>A refusal that trying again does not change.</summary>
    public DeliveryException Refused(string what) => new($"MLflow at {Address} {what}", mayPass: false);

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(bool insecure, bool isLoopback)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !isLoopback };
        if (insecure)
        {
            // The user asked for it by MLFLOW_TRACKING_INSECURE_TLS, as of MLflow's own client.
#pragma warning disable CA5359, MA0039
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359, MA0039
        }

        return handler;
    }

    private static (string? User, string? Password)? UserOf(Uri address)
    {
        if (address.UserInfo.Length == 0) return null;
        var parts = address.UserInfo.Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private MlflowAnswer Send(HttpRequestMessage request, TimeSpan timeLimit, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(timeLimit);
        try
        {
            using (request)
            {
                using var response = _http.Send(request, limit.Token);
                using var body = response.Content.ReadAsStream(limit.Token);
                return Read(response, body);
            }
        }
        catch (OperationCanceledException cause) when (!cancel.IsCancellationRequested)
        {
            throw new DeliveryException($"MLflow at {Address} did not answer within {timeLimit.TotalSeconds:0.###} s.", mayPass: true, cause);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new DeliveryException($"MLflow at {Address} cannot be reached: {Clean((cause.InnerException ?? cause).Message)}", mayPass: true, cause);
        }
    }

    private MlflowAnswer Read(HttpResponseMessage response, Stream body)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new DeliveryException($"MLflow at {Address} does not let us in ({status}): set {MlflowCredentials.UserVariable} and {MlflowCredentials.PasswordVariable}, or {MlflowCredentials.TokenVariable}, in the environment.", mayPass: true);
        }

        if (status is >= 300 and < 400)
        {
            var place = response.Headers.Location is { } location ? new Uri(new Uri(Address), location).GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : "another place";
            throw new DeliveryException($"MLflow at {Address} sends us on to {place} ({status}): set tracking.mlflow.tracking_uri to the server's own address.", mayPass: true);
        }

        var json = Parse(body);
        var code = json is { ValueKind: JsonValueKind.Object } && json.Value.TryGetProperty("error_code", out var error) ? error.ToString() : null;
        var message = code is not null && json!.Value.TryGetProperty("message", out var text) ? Clean(text.ToString()) : "";
        if (status is >= 500 or (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.RequestTimeout)
        {
            throw new DeliveryException($"MLflow at {Address} is in trouble ({status}{(code is null ? "" : $", {code}: {message}")}).", mayPass: true);
        }

        if (response.StatusCode == HttpStatusCode.RequestEntityTooLarge) return new(status, default, code ?? "413", message.Length > 0 ? message : "too large");

        // Another program, a proxy, or a prefix that is missing: nothing that MLflow has said about the run.
        if (json is null || (status >= 400 && code is null)) throw new DeliveryException($"What answers at {Address} ({status}) does not speak MLflow's REST: look at tracking.mlflow.tracking_uri.", mayPass: true);
        return new(status, json.Value, status >= 400 ? code : null, message);
    }

    private static JsonElement? Parse(Stream body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Clean(string message)
    {
        foreach (var secret in _secrets) message = message.Replace(secret, "***", StringComparison.Ordinal);
        message = message.ReplaceLineEndings(" ").Trim();
        return message.Length <= LongestMessage ? message : MlflowNames.Cut(message, LongestMessage);
    }
}
