using System.Runtime.CompilerServices;
using PeakTrade.Data.Backends;
using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Csv;

/// <summary>Reads one CSV into columns and holds it to the data contract. Used once.</summary>
internal sealed unsafe partial class CsvBarReader(Stream stream, DataSource source, DataOptions options, SymbolRule symbols, int blockSize = CsvBarReader.BlockSize)
{
    public const int BlockSize = 256 * 1024;

    private readonly RecordSplitter _splitter = new();
    private readonly TimeColumn _times = new(new ZoneClock(options.Timezone));
    private CsvHeader _header = null!;
    private FieldRole[] _roles = null!;
    private string _timeName = "";
    private PartsBySymbol? _bySymbol;
    private int _line = 1;
    private long _bytesDone;

    // The instrument that is being read; its counts are here while it is.
    private BarPart _part = null!;
    private BarColumns _columns = null!;
    private RowNumbers _rows = null!;
    private long _lastTicks;
    private int _rowsRead;

    public FileParts Read(CancellationToken cancel)
    {
        using var blocks = new ByteBlocks(stream, source, blockSize);
        _header = ReadHeader(blocks, source, ref _line);
        Begin();
        do
        {
            cancel.ThrowIfCancellationRequested();
            ReadRows(blocks);
        }
        while (blocks.ReadMore(_line));
        return End();
    }

    /// <summary>Reads up to the first row; <paramref name="line"/> becomes that row's.</summary>
    public static CsvHeader ReadHeader(ByteBlocks blocks, DataSource source, ref int line)
    {
        CsvHeader? header = null;
        while (header is null && blocks.ReadMore(line))
        {
            if (line == 1 && blocks.Rest.Length < 3 && !blocks.AtEnd) continue;
            if (line == 1) SkipByteOrderMark(blocks);
            line += SkipBlankLines(blocks);
            if (blocks.Rest.Length > 0) header = CsvHeader.Read(blocks.Rest, blocks.AtEnd, source, line);
        }

        if (header is null) throw FaultCatalogue.DataEmpty.Because("the file is empty.", "", source.Place, source.Target);
        blocks.Start += header.Length;
        line += 1 + header.InnerLines;
        return header;
    }

    private static void SkipByteOrderMark(ByteBlocks blocks)
    {
        if (blocks.Rest.StartsWith("\uFEFF"u8)) blocks.Start += 3;
    }

    private static int SkipBlankLines(ByteBlocks blocks)
    {
        var lines = 0;
        while (blocks.Rest.Length > 0 && blocks.Rest[0] is (byte)'\n' or (byte)'\r')
        {
            if (blocks.Rest[0] == '\n') lines++;
            blocks.Start++;
        }

        return lines;
    }

    private void Begin()
    {
        _timeName = _header.Columns.TimeName;
        _roles = _header.Columns.Fields;
        if (symbols.ByColumn && _header.Columns.SymbolField >= 0) BeginBySymbol();
        else TurnTo(new BarPart(symbols.Name, source, _timeName, _header.Columns.HasVolume));
    }

    private FileParts End()
    {
        Leave();
        return _bySymbol is null ? new FileParts([_part], [_part.Symbol]) : new FileParts(_bySymbol.Wanted(symbols.Name), _bySymbol.Symbols);
    }

    private void TurnTo(BarPart part) =>
        (_part, _columns, _rows, _lastTicks, _rowsRead) = (part, part.Columns, part.Rows, part.LastTicks, part.RowsRead);

    private void Leave() => (_part.LastTicks, _part.RowsRead) = (_lastTicks, _rowsRead);

    // One file is often all that a process reads: waiting for the tiers would make its first 100 ms several times slower.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadRows(ByteBlocks blocks)
    {
        fixed (byte* bytes = blocks.Bytes)
        fixed (FieldRole* roles = _roles)
        {
            var at = bytes + blocks.Start;
            var end = bytes + blocks.End;
            // The line feed behind the last byte ends a row only where no more bytes come.
            var limit = blocks.AtEnd ? end + 1 : end;
            while (at < end)
            {
                BarRow row = default;
                var next = _bySymbol is null || TurnFast(at, end) ? ReadFast(at, roles, ref row) : null;
                if (next is not null)
                {
                    if (next > limit) break;
                    _rowsRead++;
                    Take(row, blocks, at - bytes);
                    _line++;
                }
                else
                {
                    next = ReadCarefully(at, end, blocks, at - bytes);
                    if (next is null) break;
                }

                at = next;
            }

            var used = (int)(Math.Min((nint)at, (nint)end) - (nint)bytes);
            _bytesDone += used - blocks.Start;
            blocks.Start = used;
        }
    }

    /// <summary>Reads a row of plain fields; null where it is anything else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* ReadFast(byte* at, FieldRole* roles, ref BarRow row)
    {
        var delimiter = _header.Delimiter;
        var last = _roles.Length - 1;
        for (var field = 0; ; field++)
        {
            switch (roles[field])
            {
                case FieldRole.Time: at = _times.TryFast(at, _lastTicks, out row.Ticks); break;
                case FieldRole.Open: at = ExactNumber.TryFast(at, out row.Open); break;
                case FieldRole.High: at = ExactNumber.TryFast(at, out row.High); break;
                case FieldRole.Low: at = ExactNumber.TryFast(at, out row.Low); break;
                case FieldRole.Close: at = ExactNumber.TryFast(at, out row.Close); break;
                case FieldRole.Volume: at = ExactNumber.TryFast(at, out row.Volume); break;
                default: at = SkipField(at, delimiter); break;
            }

            if (at is null) return null;
            if (field == last) break;
            if (*at++ != delimiter) return null;
        }

        if (*at == '\r') at++;
        return *at == '\n' ? at + 1 : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* SkipField(byte* at, byte delimiter)
    {
        while (*at != delimiter && *at != '\n' && *at != '\r')
        {
            if (*at++ == '"') return null;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(in BarRow row, ByteBlocks blocks, long place)
    {
        if (!DataContract.Holds(row, _lastTicks))
        {
            _part.Refuse(row, _line, _lastTicks);
            return;
        }

        if (_columns.Count == _columns.Capacity) Grow(blocks, place);
        _rows.Add(_columns.Count, _line);
        _columns.Add(row);
        _lastTicks = row.Ticks;
    }

    private void Grow(ByteBlocks blocks, long place)
    {
        // Rows of the rest are taken to be as long as those so far, and a hundredth shorter to be safe.
        var done = _bytesDone + place - blocks.Start;
        var expected = _bySymbol is null && blocks.Length is { } length && _rowsRead > 1000 ? (long)(length / ((double)done / _rowsRead) * 1.01) + 64 : 0;
        _columns.Grow(expected);
    }
}
