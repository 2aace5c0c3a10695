using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PeakTrade.Cli.Tests.Telemetry;

/// <summary>How a receiver treats those who send to it.</summary>
internal enum Manner
{
    Answers,
    NeverAnswers,
    AnswersServerError,
    ClosesInTheMiddle,
}

/// <summary>A collector on loopback that reads what it is sent, by OTLP over HTTP/1.1 or by gRPC (HTTP/2 without TLS).</summary>
internal sealed class Receiver : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = [];
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Manner _manner;

    public Receiver(Manner manner = Manner.Answers)
    {
        _manner = manner;
        _listener.Start();
        _ = Accept();
    }

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public string[] Environment => ["PEAK_OTEL_ENABLED=1", $"PEAK_OTEL_EXPORTER_OTLP_ENDPOINT={Endpoint}", "PEAK_OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "PEAK_OTEL_PATIENCE_MS=20000"];

    public int Requests => _received.Count;

    public int Connections => _clients.Count;

    /// <summary>The headers of all requests, as text.</summary>
    public ConcurrentQueue<string> Headers { get; } = [];

    public IReadOnlyList<SpanTold> Spans => [.. _received.Where(r => r.Path.Contains("trace", StringComparison.OrdinalIgnoreCase)).SelectMany(r => SpanTold.In(r.Body))];

    public IReadOnlyList<LogTold> Logs => [.. _received.Where(r => r.Path.Contains("logs", StringComparison.OrdinalIgnoreCase)).SelectMany(r => LogTold.In(r.Body))];

    public IReadOnlyList<PointTold> Points => [.. _received.Where(r => r.Path.Contains("metrics", StringComparison.OrdinalIgnoreCase)).SelectMany(r => PointTold.In(r.Body))];

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var client in _clients) client.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                _ = Task.Run(() => Serve(client.GetStream()));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task Serve(NetworkStream stream)
    {
        try
        {
            if (_manner == Manner.NeverAnswers) return;
            var start = await Exactly(stream, 3);
            if (Encoding.ASCII.GetString(start) == "PRI") await Http2(stream);
            else await Http1(stream, start);
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException)
        {
        }
    }

    private async Task Http1(NetworkStream stream, byte[] start)
    {
        for (var head = new List<byte>(start); ; head.Clear())
        {
            while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray())) head.Add((await Exactly(stream, 1))[0]);
            var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n");
            foreach (var line in lines) Headers.Enqueue(line);
            var length = lines.Single(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1];
            if (_manner == Manner.ClosesInTheMiddle)
            {
                stream.Close();
                return;
            }

            _received.Enqueue((lines[0].Split(' ')[1], await Exactly(stream, int.Parse(length, null))));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(_manner == Manner.AnswersServerError ? "500 Broken" : "200 OK")}\r\nContent-Length: 0\r\n\r\n"));
        }
    }

    // As much of RFC 9113 as an answer to a unary call takes. .NET's client writes header strings without Huffman's code, so the path can be found in them as it is.
    private async Task Http2(NetworkStream stream)
    {
        const byte Data = 0, Head = 1, Settings = 4, Ping = 6, EndStream = 1, EndHeaders = 4, Ack = 1;
        await Exactly(stream, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".Length - 3);
        await Frame(stream, Settings, 0, 0, []);
        var calls = new Dictionary<int, (string Path, List<byte> Body)>();
        while (true)
        {
            var head = await Exactly(stream, 9);
            var payload = await Exactly(stream, head[0] << 16 | head[1] << 8 | head[2]);
            var (type, flags, id) = (head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)));
            if (type == Settings && (flags & Ack) == 0) await Frame(stream, Settings, Ack, 0, []);
            if (type == Ping && (flags & Ack) == 0) await Frame(stream, Ping, Ack, 0, payload);
            if (type == Head) calls[id] = (Encoding.Latin1.GetString(payload), []);
            if (type == Data) calls[id].Body.AddRange(payload);
            if (type is not (Head or Data) || (flags & EndStream) == 0) continue;

            var (path, body) = calls[id];
            var signal = new[] { "TraceService", "MetricsService", "LogsService" }.Single(name => path.Contains(name, StringComparison.Ordinal));
            // A byte that says whether it is compressed, and four of the length.
            Assert.Equal((0, body.Count - 5), (body[0], BinaryPrimitives.ReadInt32BigEndian(body.ToArray().AsSpan(1))));
            _received.Enqueue((signal, [.. body.Skip(5)]));
            await Frame(stream, Head, EndHeaders, id, [0x88, .. Literal("content-type", "application/grpc")]);
            await Frame(stream, Data, 0, id, new byte[5]);
            await Frame(stream, Head, EndHeaders | EndStream, id, Literal("grpc-status", "0"));
        }
    }

    private static byte[] Literal(string name, string value) => [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static async Task Frame(NetworkStream stream, byte type, int flags, int id, byte[] payload)
    {
        var head = new byte[9];
        (head[1], head[2], head[3], head[4]) = ((byte)(payload.Length >> 8), (byte)payload.Length, type, (byte)flags);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(5), id);
        await stream.WriteAsync((byte[])[.. head, .. payload]);
    }

    private static async Task<byte[]> Exactly(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
