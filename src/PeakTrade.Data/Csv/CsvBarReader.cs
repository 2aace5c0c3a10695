using System.Runtime.CompilerServices;
using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Csv;

/// <summary>Reads one CSV into columns and holds it to the data contract. Used once.</summary>
internal sealed unsafe partial class CsvBarReader(DataSource source, DataOptions options, string symbol, int blockSize = CsvBarReader.BlockSize)
{
    public const int BlockSize = 256 * 1024;

    private readonly RowFaults _faults = new(source);
    private readonly RowNumbers _rows = new();
    private readonly RecordSplitter _splitter = new();
    private readonly TimeColumn _times = new(new ZoneClock(options.Timezone));
    private CsvHeader _header = null!;
    private BarColumns _columns = null!;
    private int _line = 1;
    private int _rowsRead;
    private int _unsorted;
    private long _lastTicks = -1;
    private long _bytesDone;

    public BarData Read(CancellationToken cancel)
    {
        using var blocks = new ByteBlocks(source, blockSize);
        ReadHeader(blocks);
        do
        {
            cancel.ThrowIfCancellationRequested();
            ReadRows(blocks);
        }
        while (blocks.ReadMore(_line));
        return Finish();
    }

    private void ReadHeader(ByteBlocks blocks)
    {
        CsvHeader? header = null;
        while (header is null && blocks.ReadMore(_line))
        {
            if (_line == 1 && blocks.Rest.Length < 3 && !blocks.AtEnd) continue;
            if (_line == 1) SkipByteOrderMark(blocks);
            SkipBlankLines(blocks);
            if (blocks.Rest.Length > 0) header = CsvHeader.Read(blocks.Rest, blocks.AtEnd, source, _line);
        }

        _header = header ?? throw FaultCatalogue.DataEmpty.Because("the file is empty.", "", source.Place, source.Target);
        _columns = new BarColumns(_header.HasVolume);
        blocks.Start += _header.Length;
        _line += 1 + _header.InnerLines;
    }

    private static void SkipByteOrderMark(ByteBlocks blocks)
    {
        if (blocks.Rest.StartsWith("\uFEFF"u8)) blocks.Start += 3;
    }

    private void SkipBlankLines(ByteBlocks blocks)
    {
        while (blocks.Rest.Length > 0 && blocks.Rest[0] is (byte)'\n' or (byte)'\r')
        {
            if (blocks.Rest[0] == '\n') _line++;
            blocks.Start++;
        }
    }

    // One file is often all that a process reads: waiting for the tiers would make its first 100 ms several times slower.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadRows(ByteBlocks blocks)
    {
        fixed (byte* bytes = blocks.Bytes)
        fixed (FieldRole* roles = _header.Roles)
        {
            var at = bytes + blocks.Start;
            var end = bytes + blocks.End;
            // The line feed behind the last byte ends a row only where no more bytes come.
            var limit = blocks.AtEnd ? end + 1 : end;
            while (at < end)
            {
                BarRow row = default;
                var next = ReadFast(at, roles, ref row);
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
        var last = _header.Roles.Length - 1;
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
            Refuse(row);
            return;
        }

        if (_columns.Count == _columns.Capacity) Grow(blocks, place);
        _rows.Add(_columns.Count, _line);
        _columns.Add(row);
        _lastTicks = row.Ticks;
    }

    private void Refuse(in BarRow row)
    {
        if (row.Ticks < _lastTicks) _unsorted++;
        if (!_faults.WillTell)
        {
            _faults.CountOnly();
            return;
        }

        var (column, message) = DataContract.Broken(row, _lastTicks, _header.TimeName);
        _faults.Add(_line, column, message);
    }

    private void Grow(ByteBlocks blocks, long place)
    {
        // Rows of the rest are taken to be as long as those so far, and a hundredth shorter to be safe.
        var done = _bytesDone + place - blocks.Start;
        var expected = blocks.Length is { } length && _rowsRead > 1000 ? (long)(length / ((double)done / _rowsRead) * 1.01) + 64 : 0;
        _columns.Grow(expected);
    }

    private BarData Finish()
    {
        if (_rowsRead == 0) throw FaultCatalogue.DataEmpty.Because("the file has a header and no row.", "", source.Place, source.Target);
        if (_faults.Count > 0 && (options.OnBadRow == OnBadRow.Error || _columns.Count == 0)) throw Refusal();

        var bars = _columns.ToBars(symbol);
        return new BarData(bars, _rowsRead, _faults.Count, [.. _faults.Dropped(), .. Oddities.Of(bars, _rows, source)]);
    }

    private PeakTradeException Refusal()
    {
        var refusal = _faults.Refuse();
        if (_unsorted < _rowsRead / 2 || _rowsRead < 3) return refusal;
        return FaultCatalogue.DataBadRow.Because([.. refusal.Faults, new Fault("most rows come before the row above them.", "Sort the file by time, oldest first.", source.Place)], source.Target);
    }
}
