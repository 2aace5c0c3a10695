namespace PeakTrade.Data.Backends;

/// <summary>
/// Reads files of bars. Whichever backend read a file, the bars are the same, bit for bit, and a row that breaks the contract is named in the
/// same words. What is wrong with the whole file is thrown; what is wrong with rows stands in the parts.
/// </summary>
internal interface IBarBackend
{
    /// <summary>Whether the rows say themselves whose they are, in a column named <c>symbol</c> or <c>ticker</c>.</summary>
    bool NamesSymbols(BarFile file, CancellationToken cancel);

    /// <summary>
    /// Reads a file. A backend may leave out rows outside <see cref="DataOptions.From"/> and <see cref="DataOptions.To"/>; it need not.
    /// </summary>
    FileParts Read(BarFile file, SymbolRule symbols, DataOptions options, CancellationToken cancel);
}

/// <summary>Whose the rows of a file are.</summary>
/// <param name="Name">The instrument where the rows do not say.</param>
/// <param name="ByColumn">Whether a symbol column is looked for; in a hive folder of a symbol it is not.</param>
/// <param name="Only">Of a symbol column, the one instrument that is wanted; null for all.</param>
internal readonly record struct SymbolRule(string Name, bool ByColumn, string? Only);
