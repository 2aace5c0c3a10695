using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PeakTrade.Reports.Tests;

/// <summary>A PNG of 8 bits a channel, read by the format's own rules (RFC 2083), so that no library has to be believed.</summary>
internal sealed class ReadPng
{
    private readonly byte[] _rows;
    private readonly int _channels, _stride;

    public ReadPng(byte[] bytes)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], bytes[..8]);
        using var packed = new MemoryStream();
        for (var at = 8; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            var kind = Encoding.ASCII.GetString(bytes, at + 4, 4);
            var data = bytes.AsSpan(at + 8, length);
            Chunks.Add(kind);
            if (kind == "IHDR")
            {
                (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                Assert.Equal((8, 0), (data[8], data[12])); // Bits a channel; not interlaced.
                _channels = data[9] switch { 0 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw new NotSupportedException($"colour type {data[9]}") };
            }
            else if (kind == "IDAT") packed.Write(data);
            at += 12 + length;
        }

        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Decompress)) zlib.CopyTo(unpacked);
        _rows = unpacked.ToArray();
        _stride = 1 + Width * _channels;
        Assert.Equal(_stride * Height, _rows.Length);
        for (var y = 0; y < Height; y++) Unfilter(y);
    }

    public int Width { get; }

    public int Height { get; }

    public List<string> Chunks { get; } = [];

    /// <summary>How many pixels in a part of the picture are dark.</summary>
    public int Dark(int left, int top, int right, int bottom)
    {
        var dark = 0;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                if (_rows[y * _stride + 1 + x * _channels] < 128) dark++;
            }
        }

        return dark;
    }

    private void Unfilter(int y)
    {
        var row = y * _stride + 1;
        for (var i = 0; i < _stride - 1; i++)
        {
            int left = i >= _channels ? _rows[row + i - _channels] : 0, up = y > 0 ? _rows[row + i - _stride] : 0, upLeft = y > 0 && i >= _channels ? _rows[row + i - _stride - _channels] : 0;
            _rows[row + i] += (byte)(_rows[row - 1] switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, upLeft), _ => throw new InvalidDataException("filter") });
        }
    }

    private static int Paeth(int left, int up, int upLeft)
    {
        var p = left + up - upLeft;
        var (a, b, c) = (Math.Abs(p - left), Math.Abs(p - up), Math.Abs(p - upLeft));
        return a <= b && a <= c ? left : b <= c ? up : upLeft;
    }
}
