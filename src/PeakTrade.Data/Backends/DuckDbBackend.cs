namespace PeakTrade.Data.Backends;

/// <summary>Reads CSV and Parquet by DuckDB. What is wrong with a CSV is found by the managed reader, so that both tell the same.</summary>
internal sealed class DuckDbBackend : IBarBackend
{
    private readonly ManagedBackend _managed = new();

    public bool NamesSymbols(BarFile file, CancellationToken cancel) => _managed.NamesSymbols(file, cancel);

    public FileParts Read(BarFile file, SymbolRule symbols, DataOptions options, CancellationToken cancel) =>
        (file.IsParquet ? null : new DuckDbCsvReader(file, symbols, options).TryRead(cancel)) ?? _managed.Read(file, symbols, options, cancel);
}
