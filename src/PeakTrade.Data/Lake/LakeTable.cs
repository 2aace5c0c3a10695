namespace PeakTrade.Data.Lake;

/// <summary>A column of a table that queries see.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">DuckDB's name of its type.</param>
public sealed record LakeColumn(string Name, string Type);

/// <summary>A table that a query may name beside the lake's own. Its content is asked for only where the SQL names it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns.</param>
public abstract record LakeTable(string Name, IReadOnlyList<LakeColumn> Columns);

/// <summary>A table of rows that are handed over.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns: VARCHAR, DOUBLE, BIGINT, BOOLEAN, UUID or TIMESTAMP WITH TIME ZONE.</param>
/// <param name="Rows">Its rows, a value for each column.</param>
public sealed record LakeRowTable(string Name, IReadOnlyList<LakeColumn> Columns, Func<CancellationToken, IEnumerable<object?[]>> Rows) : LakeTable(Name, Columns);

/// <summary>A table over files, CSV and Parquet, that all have the same columns. The first column is the name of each file's folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns, the folder's before those of the files.</param>
/// <param name="Files">The files, by absolute path.</param>
/// <param name="AddedLater">How many of the last columns older files may lack; their rows hold NULL there.</param>
public sealed record LakeFileTable(string Name, IReadOnlyList<LakeColumn> Columns, Func<CancellationToken, IEnumerable<string>> Files, int AddedLater = 0) : LakeTable(Name, Columns);
