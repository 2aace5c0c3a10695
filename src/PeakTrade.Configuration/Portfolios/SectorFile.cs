namespace PeakTrade.Configuration;

/// <summary>Reads the sectors of instruments: a CSV whose header names a column symbol (or ticker) and one sector. Other columns are left alone.</summary>
public static class SectorFile
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Reads a text; the sectors come by symbol.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text, string? fileName = null)
    {
        var reading = new ListReading(fileName);
        var lines = ListReading.Lines(text).ToList();
        if (lines.Count == 0) throw Wrong("The table of sectors is empty.", new Place(fileName));
        var (delimiter, symbol, sector, width) = Header(lines[0], fileName);
        var sectors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var firstAt = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1))
        {
            var fields = reading.Split(line, delimiter);
            if (fields.Count <= Math.Max(symbol, sector))
                reading.Fault(line.Number, 1, $"{fields.Count} {(fields.Count == 1 ? "field" : "fields")} where the header names {width}.", "Give each row all its fields.");
            else if (reading.IsName(fields[symbol], "The symbol") & reading.IsName(fields[sector], "The sector")) Take(fields[symbol], fields[sector]);
        }

        reading.Close();
        return sectors.Count > 0 ? sectors : throw Wrong("The table of sectors has a header and no row.", new Place(fileName));

        void Take(ListField name, ListField of)
        {
            if (firstAt.TryAdd(name.Text, name.Line)) sectors.Add(name.Text, of.Text);
            else if (sectors[name.Text] != of.Text)
                reading.Fault(of, $"\"{name.Text}\" is of the sector \"{of.Text}\" here, and of \"{sectors[name.Text]}\" on line {firstAt[name.Text]}.", "Keep one of the two.");
        }
    }

    /// <summary>Reads a file.</summary>
    public static IReadOnlyDictionary<string, string> ReadFile(string path) => Read(TomlReader.Decode(ConfigReader.ReadBytes(path, MaxBytes, "table of sectors"), path), path);

    private static (char Delimiter, int Symbol, int Sector, int Width) Header((string Text, int Number) line, string? file)
    {
        foreach (var delimiter in ",;\t")
        {
            var names = new ListReading(null).Split(line, delimiter);
            var symbol = names.FindIndex(name => UniverseFile.SymbolNames.Contains(name.Text, StringComparer.OrdinalIgnoreCase));
            var sector = names.FindIndex(name => name.Text.Equals("sector", StringComparison.OrdinalIgnoreCase));
            if (symbol >= 0 && sector >= 0) return (delimiter, symbol, sector, names.Count);
        }

        throw Wrong($"The first line must name the columns symbol and sector, and is \"{Words.Short(line.Text.Trim())}\".", new Place(file, line.Number, 1));
    }

    private static PeakTradeException Wrong(string message, Place place) =>
        FaultCatalogue.ConfigInvalid.Because(message, "Write symbol,sector and then a row for each instrument.", place, place.File);
}
