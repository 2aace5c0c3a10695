using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace PeakTrade.Runs;

/// <summary>Writes one new file from a pooled buffer and hashes it on the way, so that no byte is read twice.</summary>
internal sealed class ArtifactWriter : IBufferWriter<byte>, IDisposable
{
    private const int BufferBytes = 1 << 18;

    private readonly string _name;
    private readonly SafeFileHandle _file;
    private bool _handedOver;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly CancellationToken _cancel;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _used;
    private long _written;

    public ArtifactWriter(string folder, string name, CancellationToken cancel)
    {
        _name = name;
        _cancel = cancel;
        _file = File.OpenHandle(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Of a file that DuckDB wrote, which goes to those that wait for the disk as this class's own do.</summary>
    public static RunArtifact Seal(string folder, string name, UnflushedFiles files)
    {
        // Windows brings to the disk only what may be written.
        var file = File.OpenHandle(Path.Combine(folder, name), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        files.Add(file);
        var bytes = new byte[RandomAccess.GetLength(file)];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is var more and > 0) read += more;
        return new(name, Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, read))), read);
    }

    public void Advance(int count) => _used += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        if (_buffer.Length - _used < Math.Max(sizeHint, 1)) MakeRoom(sizeHint);
        return _buffer.AsSpan(_used);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _used < Math.Max(sizeHint, 1)) MakeRoom(sizeHint);
        return _buffer.AsMemory(_used);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Advance(bytes.Length);
    }

    /// <summary>Writes what is left; the file goes to those that wait for the disk.</summary>
    public RunArtifact Complete(UnflushedFiles files)
    {
        Drain();
        files.Add(_file);
        _handedOver = true;
        return new(_name, Convert.ToHexStringLower(_hash.GetHashAndReset()), _written);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _hash.Dispose();
        if (!_handedOver) _file.Dispose();
    }

    private void MakeRoom(int size)
    {
        Drain();
        if (size <= _buffer.Length) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = ArrayPool<byte>.Shared.Rent(size);
    }

    private void Drain()
    {
        _cancel.ThrowIfCancellationRequested();
        var bytes = _buffer.AsSpan(0, _used);
        _hash.AppendData(bytes);
        RandomAccess.Write(_file, bytes, _written);
        _written += _used;
        _used = 0;
    }
}
