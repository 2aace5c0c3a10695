using PeakTrade.Data.Backends;

namespace PeakTrade.Data.Csv;

/// <summary>Rows that are not plain: quotes, spaces, exponents, rare times, and everything that is wrong.</summary>
internal sealed unsafe partial class CsvBarReader
{
    /// <summary>Where the next row starts, or null where this one is cut by the block's end.</summary>
    private byte* ReadCarefully(byte* at, byte* end, ByteBlocks blocks, long place)
    {
        var text = new ReadOnlySpan<byte>(at, (int)(end - at));
        var length = _splitter.Split(text, _header.Delimiter, blocks.AtEnd);
        if (length < 0) return null;
        if (!_splitter.IsBlank)
        {
            if (_bySymbol is not null) TurnCarefully(text);
            _rowsRead++;
            if (TryRow(text, out var row)) Take(row, blocks, place);
        }

        _line += 1 + _splitter.InnerLines;
        return at + length;
    }

    private bool TryRow(ReadOnlySpan<byte> text, out BarRow row)
    {
        row = default;
        var wanted = _header.Columns.Fields.Length;
        var count = _splitter.Count;
        if (_splitter.Unclosed) return Bad(DataRule.Layout, _timeName, "a quoted field is not closed.");
        // One empty field too many is a delimiter at the line's end.
        if (count != wanted && !(count == wanted + 1 && _splitter.Field(text, wanted).IsEmpty))
            return Bad(DataRule.Layout, _timeName, $"{count:N0} {(count == 1 ? "field" : "fields")} where the header names {wanted:N0}.");

        for (var field = 0; field < wanted; field++)
        {
            var role = _roles[field];
            var value = _splitter.Field(text, field);
            var good = role switch
            {
                FieldRole.Ignored => true,
                FieldRole.Time => TryTime(value, out row.Ticks),
                FieldRole.Open => TryNumber(value, role, out row.Open),
                FieldRole.High => TryNumber(value, role, out row.High),
                FieldRole.Low => TryNumber(value, role, out row.Low),
                FieldRole.Close => TryNumber(value, role, out row.Close),
                FieldRole.Volume => TryNumber(value, role, out row.Volume),
                _ => !value.IsEmpty || Bad(DataRule.Layout, _header.Columns.NameOf(role), FieldText.Empty(_header.Columns.NameOf(role))),
            };
            if (!good) return false;
        }

        return true;
    }

    private bool TryTime(ReadOnlySpan<byte> field, out long ticks)
    {
        var reading = _times.TryParse(field, _lastTicks, out ticks);
        return reading == TimeReading.Read || Bad(FieldText.RuleOf(reading), _timeName, FieldText.NoTime(_timeName, field, reading, options.Timezone));
    }

    private bool TryNumber(ReadOnlySpan<byte> field, FieldRole role, out double value)
    {
        fixed (byte* start = field)
        {
            // The field lies in a block, so what follows it is readable.
            if (start is not null && ExactNumber.TryFast(start, out value) == start + field.Length) return true;
        }

        if (ExactNumber.TryParse(field, out value)) return true;
        var name = _header.Columns.NameOf(role);
        return Bad(DataRule.NotANumber, name, FieldText.NoNumber(name, field));
    }

    private bool Bad(DataRule rule, string column, string message)
    {
        _part.Faults.Add(new BrokenRow(_line, rule, column, null, message));
        return false;
    }
}
