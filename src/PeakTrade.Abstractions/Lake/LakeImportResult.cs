namespace PeakTrade;

/// <summary>What an import did to one instrument of the lake.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Rows">Bars of it that were imported: those added, unchanged and replaced.</param>
/// <param name="Added">Bars whose time was new.</param>
/// <param name="Unchanged">Bars that were there already, with the same values.</param>
/// <param name="Replaced">Bars that were there with other values, and have the new ones now.</param>
/// <param name="From">The first time imported, in UTC.</param>
/// <param name="To">The last time imported, in UTC.</param>
/// <param name="Source">Where they came from: a path, or the pipeline.</param>
/// <param name="Path">The instrument's folder in the lake.</param>
public sealed record LakeImportResult(string Symbol, int Rows, int Added, int Unchanged, int Replaced, DateTime From, DateTime To, string Source, string Path)
{
    /// <summary>Whether the lake is another one than before.</summary>
    public bool Changed => Added > 0 || Replaced > 0;
}
