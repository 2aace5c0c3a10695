using System.Diagnostics;

namespace PeakTrade.Runs;

/// <summary>Knows whether the collector answers: OpenTelemetry tells nobody. All requests to it pass through handlers of this watch, gRPC's as well.</summary>
internal sealed class CollectorWatch(Uri endpoint)
{
    private const int Failing = 400;

    private readonly Lock _gate = new();
    private int _open;
    private long _silentSince;
    private string? _complaint;
    private bool _hasComplained;

    /// <summary>Whether it ever answered.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Whether it could not be reached, or a command has waited for it in vain, and it has not answered since.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>How long it has said nothing, while it was asked.</summary>
    public TimeSpan Silence
    {
        get
        {
            lock (_gate) return _open == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_silentSince);
        }
    }

    /// <summary>A client for one exporter.</summary>
    public HttpClient Client(int timeoutMilliseconds)
    {
#pragma warning disable CA2000 // The client owns its handlers, and OpenTelemetry the client.
        // Headers may hold a password: they go to the endpoint that was named and to no other.
        var handler = new Handler(this) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } };
#pragma warning restore CA2000
        return new HttpClient(handler) { Timeout = TimeSpan.FromMilliseconds(timeoutMilliseconds) };
    }

    public void GiveUp()
    {
        lock (_gate)
        {
            IsGivenUp = true;
            Complain("it does not answer");
        }
    }

    /// <summary>What there is to complain of, once in the life of the process.</summary>
    public string? TakeComplaint()
    {
        lock (_gate)
        {
            var complaint = _hasComplained ? null : _complaint;
            _hasComplained |= complaint is not null;
            return complaint;
        }
    }

    private void Asked()
    {
        lock (_gate)
        {
            if (_open++ == 0) _silentSince = Stopwatch.GetTimestamp();
        }
    }

    private void Answered(HttpResponseMessage response)
    {
        lock (_gate)
        {
            (HasAnswered, IsGivenUp) = (true, false);
            if ((int)response.StatusCode >= Failing) Complain($"it answers {(int)response.StatusCode}");
            else if (response.Headers.TryGetValues("grpc-status", out var status) && status.First() is not "0" and var code) Complain($"it answers with gRPC status {code}");
        }
    }

    private void Failed(Exception fault)
    {
        lock (_gate)
        {
            IsGivenUp = true;
            Complain(fault is OperationCanceledException ? "it does not answer" : (fault.InnerException ?? fault).Message.TrimEnd('.'));
        }
    }

    private void Ended()
    {
        lock (_gate) (_open, _silentSince) = (_open - 1, Stopwatch.GetTimestamp());
    }

    private void Complain(string why) =>
        _complaint ??= $"Telemetry does not reach {endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}: {why}. Results are as without it; start the collector, or set {TelemetryOptions.EnabledVariable}=0.";

    private sealed class Handler(CollectorWatch watch) : DelegatingHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            watch.Asked();
            try
            {
                var response = base.Send(request, cancellationToken);
                watch.Answered(response);
                return response;
            }
            catch (Exception fault)
            {
                watch.Failed(fault);
                throw;
            }
            finally
            {
                watch.Ended();
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            watch.Asked();
            try
            {
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                watch.Answered(response);
                return response;
            }
            catch (Exception fault)
            {
                watch.Failed(fault);
                throw;
            }
            finally
            {
                watch.Ended();
            }
        }
    }
}
