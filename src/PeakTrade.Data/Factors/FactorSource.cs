using PeakTrade.Data.Lake;

namespace PeakTrade.Data.Factors;

/// <summary>Reads all instruments of a path, each as soon as it is read.</summary>
internal delegate IEnumerable<InstrumentRead> ReadInstruments(DataOptions options, string path, CancellationToken cancel);

/// <summary>The data that panels are made from: files, which of their instruments, and how they are read.</summary>
public sealed class FactorSource
{
    private readonly string _path;
    private readonly DataOptions _options;
    private readonly HashSet<string> _symbols;
    private readonly ReadInstruments _read;

    /// <summary>All instruments of an absolute path, or those named only.</summary>
    public FactorSource(string path, DataOptions options, IReadOnlyCollection<string> symbols)
        : this(path, options, symbols, MarketData.ReadAll)
    {
    }

    internal FactorSource(string path, DataOptions options, IReadOnlyCollection<string> symbols, ReadInstruments read) =>
        (_path, _options, _symbols, _read) = (path, options, new HashSet<string>(symbols, StringComparer.Ordinal), read);

    /// <summary>What is read, for people.</summary>
    public override string ToString() => _path;

    /// <summary>
    /// What the data are, by their content and without reading a bar: two sources of one fingerprint give the same instruments with the same bars. Where the files
    /// lie and when they were written has no part in it.
    /// </summary>
    public IReadOnlyList<string> Fingerprint(CancellationToken cancel)
    {
        List<string> parts =
        [
            .. ContentFingerprint.Of(Files(), cancel),
            $"timezone {_options.Timezone} {ZoneRules(_options.Timezone)}",
            $"resample {_options.Resample} {_options.Session:HH:mm:ss.fffffff}",
            $"on_bad_row {_options.OnBadRow}",
            .. _symbols.Order(StringComparer.Ordinal).Select(symbol => $"symbol {symbol}"),
        ];
        return parts;
    }

    /// <summary>The instruments that are wanted; none where all of them are.</summary>
    public IReadOnlyCollection<string> Wanted => _symbols;

    /// <summary>The instruments that the names of files and folders tell of; a file may hold others.</summary>
    public IEnumerable<string> Names => SourceFiles.Of(_path).Select(Unit).Distinct(StringComparer.Ordinal).Select(NameOf);

    /// <summary>Keeps an import from changing the lake until this is disposed; null where the data are in none.</summary>
    public IDisposable? Hold(CancellationToken cancel) =>
        LakeFolder.Around(_path) is { } lake && File.Exists(Path.Combine(lake.State, "lock")) ? lake.Reading(cancel) : null;

    /// <summary>The instruments, one at a time.</summary>
    public IEnumerable<InstrumentRead> Read(CancellationToken cancel)
    {
        foreach (var unit in Files().Select(Unit).Distinct(StringComparer.Ordinal))
        {
            foreach (var instrument in Read(unit, cancel))
            {
                if (IsWanted(instrument.Symbol)) yield return instrument;
            }
        }
    }

    // A file that cannot be read at all is one bad item among others.
    private IEnumerable<InstrumentRead> Read(string unit, CancellationToken cancel)
    {
        using var instruments = _read(_options, unit, cancel).GetEnumerator();
        while (true)
        {
            InstrumentRead read;
            try
            {
                if (!instruments.MoveNext()) yield break;
                read = instruments.Current;
            }
            catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
            {
                read = new InstrumentRead(NameOf(unit), null, fault);
            }

            yield return read;
        }
    }

    private IEnumerable<string> Files()
    {
        var files = SourceFiles.Of(_path);
        if (files.Count == 0) throw FaultCatalogue.DataMissing.Because($"{_path} does not exist, or names no data file.", "Name a file, a folder or a pattern with CSV or Parquet files (-Path, --path), or import data into the lake.", target: _path);
        return files.Where(file => SymbolFolder(file) is not { } folder || IsWanted(LakeSymbol.Of(Path.GetFileName(folder))!));
    }

    private bool IsWanted(string symbol) => _symbols.Count == 0 || _symbols.Contains(symbol);

    // What is read at once: the folder of an instrument, which may hold a file for each year, else a file.
    private static string Unit(string file) => SymbolFolder(file) ?? file;

    private static string NameOf(string unit) => LakeSymbol.Of(Path.GetFileName(unit)) ?? Path.GetFileName(unit).Split('.')[0];

    private static string? SymbolFolder(string file)
    {
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var name = Path.GetFileName(folder);
            if (LakeSymbol.Of(name) is not null) return folder;
            if (!name.Contains('=', StringComparison.Ordinal)) return null;
        }

        return null;
    }

    // Rules of clocks change with the machine's data about them, and with them which bar a time belongs to.
    private static string ZoneRules(string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found.ToSerializedString() : "";
}
