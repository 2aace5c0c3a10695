using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PeakTrade.Data.Backends;

/// <summary>The instruments of a file whose rows say whose they are, grouped or interleaved; no text is made a row.</summary>
internal sealed class PartsBySymbol(string? only, Func<string, BarPart> create)
{
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _indexes = new Dictionary<byte[], int>(new ByBytes()).GetAlternateLookup<ReadOnlySpan<byte>>();
    private readonly List<(byte[] Name, BarPart Part)> _parts = [];
    private readonly List<int> _next = [];
    private readonly BarPart _unwanted = create("");
    private BarPart? _nameless;
    private int _last = -1;

    /// <summary>The names in the order that they came in.</summary>
    public List<string> Symbols { get; } = [];

    /// <summary>Takes the rows of instruments that are not wanted.</summary>
    public BarPart Unwanted => _unwanted;

    /// <summary>The instrument of that name.</summary>
    public BarPart Of(ReadOnlySpan<byte> name)
    {
        // The same as in the row above, or the one that followed it the last time: that is so in files grouped by symbol and in most that are interleaved.
        if (_last >= 0)
        {
            if (name.SequenceEqual(_parts[_last].Name)) return _parts[_last].Part;
            var next = _next[_last];
            if (next >= 0 && name.SequenceEqual(_parts[next].Name)) return _parts[_last = next].Part;
        }

        if (!_indexes.TryGetValue(name, out var index)) index = Add(name);
        if (_last >= 0) _next[_last] = index;
        return _parts[_last = index].Part;
    }

    /// <summary>The instrument of a row that names none: that of the row above it, or of the first one below.</summary>
    public BarPart OfNobody() => only is not null ? _unwanted : _last >= 0 ? _parts[_last].Part : _nameless ??= create("");

    /// <summary>The wanted instruments; the one that nobody named is called by the given name.</summary>
    public List<BarPart> Wanted(string name)
    {
        var parts = _parts.Where(part => part.Part != _unwanted).Select(part => part.Part).ToList();
        if (_parts.Count == 0 && _nameless is not null)
        {
            _nameless.Symbol = name;
            parts.Add(_nameless);
        }

        return parts;
    }

    private int Add(ReadOnlySpan<byte> name)
    {
        var symbol = Encoding.UTF8.GetString(name);
        var part = only is not null && symbol != only ? _unwanted : _parts.Count == 0 && _nameless is not null ? _nameless : create(symbol);
        if (part != _unwanted) part.Symbol = symbol;
        Symbols.Add(symbol);
        _parts.Add((name.ToArray(), part));
        _next.Add(-1);
        return _indexes[name] = _parts.Count - 1;
    }

    private sealed class ByBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
