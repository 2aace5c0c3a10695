using System.IO.Compression;

namespace PeakTrade.Data.Csv;

/// <summary>
/// The text of a source, a block at a time, unzipped where it is gzip. What a block cuts is carried to the front of the
/// next one. A line feed stands behind the last byte, and slack behind that, so that a parser may look ahead unchecked.
/// </summary>
internal sealed class ByteBlocks : IDisposable
{
    public const int LongestLine = 1 << 20;
    private const int Slack = 32;

    private readonly DataSource _source;
    private readonly Stream _stream;
    private readonly bool _zipped;
    private readonly int _blockSize;

    public ByteBlocks(Stream stream, DataSource source, int blockSize)
    {
        (_source, _blockSize, Bytes) = (source, blockSize, new byte[blockSize + Slack]);
        if (stream.CanSeek) Length = stream.Length - stream.Position;
        var head = new byte[4];
        var count = Guarded(() => stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        if (count == 4 && head.AsSpan().SequenceEqual("PAR1"u8))
            throw FaultCatalogue.DataFormat.Because("the data are Parquet.", "Parquet is read from a file whose name ends in .parquet.", source.Place, source.Target);

        if (count >= 2 && ((head[0], head[1]) is (0xff, 0xfe) or (0xfe, 0xff)))
            throw FaultCatalogue.DataFormat.Because("the file is UTF-16 text.", "Save it as UTF-8.", source.Place, source.Target);

        _zipped = count > 2 && head[0] == 0x1f && head[1] == 0x8b;
        var whole = new HeadAndTail(head.AsMemory(0, count), stream, _zipped ? GzipEnd.Member : default);
        _stream = _zipped ? new GZipStream(whole, CompressionMode.Decompress) : whole;
        if (_zipped) Length = null;
    }

    public byte[] Bytes { get; private set; }

    /// <summary>Whether the source is gzip.</summary>
    public bool IsZipped => _zipped;

    /// <summary>The first byte not yet used.</summary>
    public int Start { get; set; }

    /// <summary>One past the last byte.</summary>
    public int End { get; private set; }

    /// <summary>Whether nothing comes after this block.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Bytes in the whole source, as far as known.</summary>
    public long? Length { get; }

    public ReadOnlySpan<byte> Rest => Bytes.AsSpan(Start, End - Start);

    /// <summary>Carries the rest to the front and fills the block; false where there is nothing more.</summary>
    public bool ReadMore(int line)
    {
        if (AtEnd) return false;
        var rest = End - Start;
        if (rest > LongestLine)
            throw FaultCatalogue.DataFormat.Because("the line is longer than 1 MiB, so this is no CSV of bars.", "Look for a missing line end or an unclosed quote.", _source.Row(line), _source.Target);

        var block = Bytes;
        if (rest > (block.Length - Slack) / 2) block = new byte[Math.Max(Math.Min(2 * rest, LongestLine + 1), _blockSize) + Slack];
        Rest.CopyTo(block);
        (Bytes, Start, End) = (block, 0, rest);
        Fill();
        return true;
    }

    public void Dispose()
    {
        if (_zipped) _stream.Dispose();
    }

    private void Fill()
    {
        var from = End;
        while (End < Bytes.Length - Slack)
        {
            var count = Read(Bytes.AsMemory(End, Bytes.Length - Slack - End));
            if (count == 0) { AtEnd = true; break; }
            End += count;
        }

        if (_zipped) TakeGzipEnd();
        var zero = Bytes.AsSpan(from, End - from).IndexOf((byte)0);
        if (zero >= 0)
            throw FaultCatalogue.DataFormat.Because("the file holds zero bytes, so it is binary and no CSV.", "Name a CSV file, or export the data as CSV.", _source.Place, _source.Target);
        Bytes[End] = (byte)'\n';
    }

    private void TakeGzipEnd()
    {
        var marked = End > 0 && Bytes[End - 1] == GzipEnd.Mark;
        if (marked && !AtEnd) AtEnd = Read(new byte[1]) == 0;
        if (!AtEnd) return;
        if (!marked) throw FaultCatalogue.DataUnreadable.Because("the gzip data are damaged or cut off.", "Fetch the file again.", _source.Place, _source.Target);
        End--;
    }

    private int Read(Memory<byte> into) => Guarded(() => _stream.Read(into.Span));

    private int Guarded(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw FaultCatalogue.DataUnreadable.Because("the gzip data are damaged or cut off.", "Fetch the file again.", _source.Place, _source.Target, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.DataUnreadable.Because($"the data cannot be read: {e.Message}", "", _source.Place, _source.Target, e);
        }
    }
}

/// <summary>
/// GZipStream ends quietly where a file is cut off. So a gzip member of one zero byte is appended to what it reads: the
/// byte comes out last only where all before it was whole, and text holds no zero byte of its own.
/// </summary>
internal static class GzipEnd
{
    public const byte Mark = 0;

    public static readonly ReadOnlyMemory<byte> Member = new byte[]
    {
        0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0xff, 0x63, 0x00, 0x00, 0x8d, 0xef, 0x02, 0xd2, 1, 0, 0, 0,
    };
}

/// <summary>Bytes already read, the stream they came from, and bytes to end with.</summary>
internal sealed class HeadAndTail(ReadOnlyMemory<byte> head, Stream body, ReadOnlyMemory<byte> tail) : Stream
{
    private ReadOnlyMemory<byte> _head = head, _tail = tail;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_head.Length > 0) return Take(ref _head, buffer);
        var count = body.Read(buffer);
        return count > 0 ? count : Take(ref _tail, buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static int Take(ref ReadOnlyMemory<byte> from, Span<byte> buffer)
    {
        var count = Math.Min(from.Length, buffer.Length);
        from.Span[..count].CopyTo(buffer);
        from = from[count..];
        return count;
    }
}
