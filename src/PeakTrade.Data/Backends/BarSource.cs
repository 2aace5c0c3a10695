using PeakTrade.Data.Csv;
using PeakTrade.Data.DuckDb;
using PeakTrade.Data.Lake;
using PeakTrade.Data.Parquet;

namespace PeakTrade.Data.Backends;

/// <summary>A file, a folder or a pattern: which instruments it holds, and where the rows of each are. A lake is held still until this is disposed.</summary>
internal sealed class BarSource : IDisposable
{
    private const int MostNamed = 5;
    private const int MostInBatch = 25;
    private const long LargestBatch = 64 << 20;

    private readonly IBarBackend _backend;
    private readonly DataOptions _options;
    private readonly DataSource _source;
    private readonly IDisposable? _lake;
    private readonly SortedDictionary<string, Rows> _instruments = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _others = new(StringComparer.Ordinal);
    private PeakTradeException? _notOpened;

    private BarSource(DataOptions options, IBarBackend backend, DataSource source, IDisposable? lake) =>
        (_options, _backend, _source, _lake) = (options, backend, source, lake);

    /// <summary>The instruments that are wanted, in ordinal order.</summary>
    public IReadOnlyCollection<string> Symbols => _instruments.Keys;

    /// <summary>Finds the instruments; files are opened only where their names do not say whose they are.</summary>
    public static BarSource Open(DataOptions options, string path, CancellationToken cancel)
    {
        var lake = path.Length == 0 ? null : LakeFolder.Around(path)?.Reading(cancel);
        var source = new BarSource(options, BackendOf(options), new DataSource(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), path), lake);
        try
        {
            source.Find(SourceFiles.Find(path), cancel);
            source.CheckSymbol();
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Reads a CSV from a stream, which stays open.</summary>
    /// <param name="options">How to read it.</param>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">What faults call it.</param>
    /// <param name="symbol">The instrument where neither the rows nor the options say.</param>
    /// <param name="cancel">Stops the reading.</param>
    public static BarSource Open(DataOptions options, Stream stream, string name, string symbol, CancellationToken cancel)
    {
        var source = new BarSource(options, new ManagedBackend(), new DataSource(name, name), null);
        var symbols = new SymbolRule(source.Named ?? symbol, ByColumn: true, options.Symbol);
        source.AddRead(new CsvBarReader(stream, source._source, options, symbols).Read(cancel), null, symbols);
        source.CheckSymbol();
        return source;
    }

    /// <summary>The one instrument that the source holds.</summary>
    public BarData ReadOne(CancellationToken cancel)
    {
        if (_instruments.Count > 1)
        {
            var named = string.Join(", ", _instruments.Keys.Take(MostNamed)) + (_instruments.Count > MostNamed ? $" and {_instruments.Count - MostNamed:N0} more" : "");
            throw FaultCatalogue.DataSeveralSymbols.Because($"{_source.Target} holds {_instruments.Count:N0} instruments, and one is wanted: {named}.", target: _source.Target);
        }

        var instrument = _instruments.Single();
        ReadTogether([instrument], cancel);
        return Read(instrument.Key, instrument.Value, cancel);
    }

    /// <summary>Every instrument, in ordinal order; some are read ahead.</summary>
    public IEnumerable<InstrumentRead> ReadAll(CancellationToken cancel) =>
        ReadAhead.InOrder(Batches(), ReadBatch, cancel).SelectMany(reads => reads);

    public void Dispose() => _lake?.Dispose();

    private static IBarBackend BackendOf(DataOptions options)
    {
        if (!options.Backend.Equals("duckdb", StringComparison.OrdinalIgnoreCase)) return new ManagedBackend();
        DuckDbLibrary.Here.Require();
        return new DuckDbBackend();
    }

    private void Find(List<BarFile> files, CancellationToken cancel)
    {
        if (files.TrueForAll(file => file.IsParquet)) DuckDbLibrary.Here.Require();
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            if (file.FolderSymbol is { } symbol) Add(symbol, file);
            else if (files.Count == 1) AddOnly(file, cancel);
            else AddUnknown(file, cancel);
        }
    }

    private void AddOnly(BarFile file, CancellationToken cancel)
    {
        AddRows(file, new SymbolRule(Named ?? BarFile.SymbolOf(file.Path), ByColumn: true, _options.Symbol), cancel);
        var isWhole = (_options.From ?? _options.To) is null;
        if (isWhole && _instruments.Count == 1 && _instruments.Values.Single().Read.TrueForAll(part => part.RowsRead == 0)) throw NoRow("file has", file.IsParquet, file.Source);
    }

    private void AddUnknown(BarFile file, CancellationToken cancel)
    {
        var name = BarFile.SymbolOf(file.Path);
        try
        {
            if (_backend.NamesSymbols(file, cancel)) AddRows(file, new SymbolRule(name, ByColumn: true, _options.Symbol), cancel);
            else Add(name, file);
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            if (IsWanted(name)) RowsOf(name).Error ??= fault;
            else _notOpened ??= fault;
        }
    }

    private void Add(string symbol, BarFile file)
    {
        if (IsWanted(symbol)) RowsOf(symbol).Files.Add((file, new SymbolRule(symbol, ByColumn: false, Only: null)));
        else _others.Add(symbol);
    }

    // Whose rows a file holds that says it row by row is known when it has been read.
    private void AddRows(BarFile file, SymbolRule symbols, CancellationToken cancel) => AddRead(_backend.Read(file, symbols, _options, cancel), file, symbols);

    private void AddRead(FileParts read, BarFile? file, SymbolRule symbols)
    {
        _others.UnionWith(read.Symbols);
        foreach (var part in read.Parts.Where(part => IsWanted(part.Symbol)))
        {
            var rows = RowsOf(part.Symbol);
            rows.Read.Add(part);
            if (file is not null) rows.Again.Add((file, symbols with { Only = part.Symbol }));
        }
    }

    private string? Named => _options.SymbolOnlyPicks ? null : _options.Symbol;

    private bool IsWanted(string symbol) => _options.Symbol is null || _options.Symbol == symbol;

    private Rows RowsOf(string symbol)
    {
        if (!_instruments.TryGetValue(symbol, out var rows)) _instruments.Add(symbol, rows = new Rows());
        return rows;
    }

    // Small Parquet files are read many at a time, as far as that leaves every processor a share of them.
    private List<List<KeyValuePair<string, Rows>>> Batches()
    {
        var most = Math.Clamp(_instruments.Count / (2 * Environment.ProcessorCount), 1, MostInBatch);
        var batches = new List<List<KeyValuePair<string, Rows>>>();
        var room = 0L;
        foreach (var instrument in _instruments)
        {
            var size = instrument.Value.SizeInBatch(_options);
            if (batches.Count == 0 || batches[^1].Count == most || size is null || size > room)
            {
                batches.Add([]);
                room = size is null ? -1 : LargestBatch;
            }

            batches[^1].Add(instrument);
            room -= size ?? 0;
        }

        return batches;
    }

    private List<InstrumentRead> ReadBatch(List<KeyValuePair<string, Rows>> batch, CancellationToken cancel)
    {
        ReadTogether(batch, cancel);
        return batch.ConvertAll(instrument => TryRead(instrument.Key, instrument.Value, cancel));
    }

    private void ReadTogether(List<KeyValuePair<string, Rows>> batch, CancellationToken cancel)
    {
        if (batch.Sum(instrument => instrument.Value.Files.Count) < 2 || batch.Exists(instrument => instrument.Value.SizeInBatch(_options) is null)) return;
        var files = batch.SelectMany(instrument => instrument.Value.Files.Select(from => (from.File, Symbol: instrument.Key))).ToList();
        if (ParquetBatch.TryRead(files, _options, cancel) is not { } parts) return;
        var bySymbol = parts.ToLookup(part => part.Symbol);
        foreach (var (symbol, rows) in batch) rows.TakeFiles(bySymbol[symbol]);
    }

    private InstrumentRead TryRead(string symbol, Rows rows, CancellationToken cancel)
    {
        try
        {
            return new InstrumentRead(symbol, Read(symbol, rows, cancel), null);
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            return new InstrumentRead(symbol, null, fault);
        }
    }

    private BarData Read(string symbol, Rows rows, CancellationToken cancel)
    {
        if (rows.Error is not null) throw rows.Error;
        var parts = rows.TakeRead();
        foreach (var (file, symbols) in rows.Files) parts.AddRange(_backend.Read(file, symbols, _options, cancel).Parts);
        // Nothing in the span: what span the data do have is told by reading all of them.
        if (parts.TrueForAll(part => part.RowsRead == 0) && (_options.From ?? _options.To) is not null)
            parts = [.. rows.Files.Concat(rows.Again).SelectMany(from => _backend.Read(from.File, from.Symbols, _options with { From = null, To = null }, cancel).Parts)];

        var source = parts.Count == 1 ? parts[0].Source : _source;
        if (parts.TrueForAll(part => part.RowsRead == 0)) throw NoRow(parts.Count == 1 ? "file has" : "files have", rows.IsParquet, source);
        return Instrument.Of(symbol, parts, _options, source);
    }

    private static PeakTradeException NoRow(string files, bool isParquet, DataSource source) =>
        FaultCatalogue.DataEmpty.Because($"the {files} {(isParquet ? "columns" : "a header")} and no row.", "", source.Place, source.Target);

    private void CheckSymbol()
    {
        if (_instruments.Count > 0) return;
        if (_notOpened is not null) throw _notOpened;
        var known = string.Join(", ", _others.Take(MostNamed)) + (_others.Count > MostNamed ? $" and {_others.Count - MostNamed:N0} more" : "");
        throw FaultCatalogue.DataNoSymbol.Because($"{_source.Target} holds no symbol \"{_options.Symbol}\"; it holds {known}.", Suggestion.For(_options.Symbol ?? "", _others), target: _options.Symbol);
    }

    /// <summary>Where the rows of an instrument are.</summary>
    private sealed class Rows
    {
        private List<BarPart> _read = [];

        /// <summary>Files that are its own.</summary>
        public List<(BarFile File, SymbolRule Symbols)> Files { get; } = [];

        /// <summary>What had to be read already to know of it.</summary>
        public List<BarPart> Read => _read;

        public bool IsParquet => Files.Concat(Again).Any(from => from.File.IsParquet);

        /// <summary>How to read that once more.</summary>
        public List<(BarFile File, SymbolRule Symbols)> Again { get; } = [];

        public PeakTradeException? Error { get; set; }

        /// <summary>Bytes of files that can be read in a batch; null where the instrument has to be read by itself.</summary>
        public long? SizeInBatch(DataOptions options)
        {
            if (Error is not null || Read.Count > 0 || (options.From ?? options.To) is not null || Files.Exists(from => !from.File.IsParquet)) return null;
            return Files.Sum(from => new FileInfo(from.File.Path) is { Exists: true } info ? info.Length : 0);
        }

        /// <summary>Takes what a batch has read of the files.</summary>
        public void TakeFiles(IEnumerable<BarPart> parts)
        {
            Read.AddRange(parts);
            Again.AddRange(Files);
            Files.Clear();
        }

        /// <summary>Gives the parts away, so that they can be freed once the instrument is done with.</summary>
        public List<BarPart> TakeRead()
        {
            var read = _read;
            _read = [];
            return read;
        }
    }
}
