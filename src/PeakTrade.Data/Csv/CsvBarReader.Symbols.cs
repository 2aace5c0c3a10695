using System.Text;
using PeakTrade.Data.Backends;

namespace PeakTrade.Data.Csv;

/// <summary>Rows of many instruments: each row is turned to its own before it is read, because a time may depend on the bar before.</summary>
internal sealed unsafe partial class CsvBarReader
{
    private void BeginBySymbol()
    {
        _bySymbol = new PartsBySymbol(symbols.Only, symbol => new BarPart(symbol, source, _timeName, _header.Columns.HasVolume));
        // No time comes after this one, so an instrument that is not wanted keeps no row.
        _bySymbol.Unwanted.LastTicks = DateTime.MaxValue.Ticks;
        TurnTo(_bySymbol.OfNobody());
    }

    /// <summary>Turns to the instrument of a row; false where that has to be found out carefully.</summary>
    private bool TurnFast(byte* at, byte* end)
    {
        var delimiter = _header.Delimiter;
        for (var field = _header.Columns.SymbolField; field > 0; field--)
        {
            at = SkipField(at, delimiter);
            if (at is null || *at++ != delimiter) return false;
        }

        var stop = SkipField(at, delimiter);
        // A name that the block's end may have cut is no name yet.
        if (stop is null || stop >= end) return false;
        var name = new ReadOnlySpan<byte>(at, (int)(stop - at)).Trim(" \t"u8);
        if (name.IsEmpty) return false;
        Turn(_bySymbol!.Of(name));
        return true;
    }

    private void TurnCarefully(ReadOnlySpan<byte> text)
    {
        var field = _header.Columns.SymbolField;
        var name = field < _splitter.Count ? _splitter.Field(text, field) : default;
        if (name.Contains((byte)'"')) name = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(name).Replace("\"\"", "\""));
        Turn(name.IsEmpty ? _bySymbol!.OfNobody() : _bySymbol!.Of(name));
    }

    private void Turn(BarPart part)
    {
        if (part == _part) return;
        Leave();
        TurnTo(part);
    }
}
