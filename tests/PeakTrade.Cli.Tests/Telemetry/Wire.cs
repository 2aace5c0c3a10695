using System.Buffers.Binary;
using System.Text;

namespace PeakTrade.Cli.Tests.Telemetry;

/// <summary>A protobuf message as it stands on the wire: fields by number, in order.</summary>
internal sealed class Wire
{
    private readonly List<(int Number, ulong Value, byte[]? Bytes)> _fields = [];

    public Wire(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var tag = Varint(ref bytes);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((number, Varint(ref bytes), null));
                    break;
                case 1:
                    _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(bytes), null));
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref bytes);
                    _fields.Add((number, 0, bytes[..length].ToArray()));
                    bytes = bytes[length..];
                    break;
                case 5:
                    _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(bytes), null));
                    bytes = bytes[4..];
                    break;
                default: throw new InvalidDataException($"Wire type {tag & 7} of field {number} is none of protobuf's.");
            }
        }
    }

    public IEnumerable<Wire> Messages(int number) => _fields.Where(f => f.Number == number).Select(f => new Wire(f.Bytes!));

    public Wire? Message(int number) => Messages(number).SingleOrDefault();

    public bool Has(int number) => _fields.Exists(f => f.Number == number);

    public ulong Number(int number) => _fields.Find(f => f.Number == number).Value;

    public double Double(int number) => BitConverter.UInt64BitsToDouble(Number(number));

    public string Text(int number) => Encoding.UTF8.GetString(_fields.Find(f => f.Number == number).Bytes ?? []);

    public string Hex(int number) => Convert.ToHexStringLower(_fields.Find(f => f.Number == number).Bytes ?? []);

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }
}
