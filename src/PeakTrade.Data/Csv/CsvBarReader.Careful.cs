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
            _rowsRead++;
            if (TryRow(text, out var row)) Take(row, blocks, place);
        }

        _line += 1 + _splitter.InnerLines;
        return at + length;
    }

    private bool TryRow(ReadOnlySpan<byte> text, out BarRow row)
    {
        row = default;
        var wanted = _header.Roles.Length;
        var count = _splitter.Count;
        if (_splitter.Unclosed) return Bad(_header.TimeName, "a quoted field is not closed.");
        // One empty field too many is a delimiter at the line's end.
        if (count != wanted && !(count == wanted + 1 && _splitter.Field(text, wanted).IsEmpty))
            return Bad(_header.TimeName, $"{count:N0} {(count == 1 ? "field" : "fields")} where the header names {wanted:N0}.");

        for (var field = 0; field < wanted; field++)
        {
            var role = _header.Roles[field];
            var value = _splitter.Field(text, field);
            var good = role switch
            {
                FieldRole.Ignored => true,
                FieldRole.Time => TryTime(value, out row.Ticks),
                FieldRole.Open => TryNumber(value, role, out row.Open),
                FieldRole.High => TryNumber(value, role, out row.High),
                FieldRole.Low => TryNumber(value, role, out row.Low),
                FieldRole.Close => TryNumber(value, role, out row.Close),
                _ => TryNumber(value, role, out row.Volume),
            };
            if (!good) return false;
        }

        return true;
    }

    private bool TryTime(ReadOnlySpan<byte> field, out long ticks) => _times.TryParse(field, _lastTicks, out ticks) switch
    {
        TimeReading.Read => true,
        TimeReading.Skipped => Bad(_header.TimeName, $"{_header.TimeName} {FieldText.Of(field)} does not exist in {options.Timezone}: the clocks went forward over it."),
        _ when field.IsEmpty => Bad(_header.TimeName, $"{_header.TimeName} is empty."),
        _ => Bad(_header.TimeName, $"{_header.TimeName} {FieldText.Of(field)} is no time; ISO 8601 or a number since 1970 is wanted."),
    };

    private bool TryNumber(ReadOnlySpan<byte> field, FieldRole role, out double value)
    {
        fixed (byte* start = field)
        {
            // The field lies in a block, so what follows it is readable.
            if (start is not null && ExactNumber.TryFast(start, out value) == start + field.Length) return true;
        }

        if (ExactNumber.TryParse(field, out value)) return true;
        var name = _header.NameOf(role);
        if (field.IsEmpty) return Bad(name, $"{name} is empty.");
        return field.Contains((byte)',')
            ? Bad(name, $"{name} {FieldText.Of(field)} has a decimal or thousands comma; a decimal point is wanted.")
            : Bad(name, $"{name} {FieldText.Of(field)} is no number.");
    }

    private bool Bad(string column, string message)
    {
        _faults.Add(_line, column, message);
        return false;
    }
}
