using PeakTrade.Data.Backends;
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

    /// <summary>Keeps an import from changing the lake until this is disposed; null where the data are in none.</summary>
    public IDisposable? Hold(CancellationToken cancel) =>
        LakeFolder.Around(_path)?.Reading(cancel);

    /// <summary>The instruments, one at a time; one that is not there is one that cannot be used.</summary>
    public IEnumerable<InstrumentRead> Read(CancellationToken cancel)
    {
        if (_symbols.Count == 0) return _read(_options, _path, cancel);
        return _symbols.Order(StringComparer.Ordinal).SelectMany(symbol => Read(symbol, cancel));
    }

    private IEnumerable<InstrumentRead> Read(string symbol, CancellationToken cancel)
    {
        using var instruments = _read(_options with { Symbol = symbol, SymbolOnlyPicks = _symbols.Count > 1 }, _path, cancel).GetEnumerator();
        while (Next(instruments, symbol) is { } read) yield return read;
    }

    private static InstrumentRead? Next(IEnumerator<InstrumentRead> instruments, string symbol)
    {
        try
        {
            return instruments.MoveNext() ? instruments.Current : null;
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            return new InstrumentRead(symbol, null, fault);
        }
    }

    // What lies in the folder of an instrument that is not wanted has no part in the panel.
    private IEnumerable<string> Files() =>
        SourceFiles.Find(_path).Where(file => file.FolderSymbol is not { } symbol || _symbols.Count == 0 || _symbols.Contains(symbol)).Select(file => file.Path);

    // Rules of clocks change with the machine's data about them, and with them which bar a time belongs to.
    private static string ZoneRules(string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found.ToSerializedString() : "";
}
