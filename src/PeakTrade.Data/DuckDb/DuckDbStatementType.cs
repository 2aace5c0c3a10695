namespace PeakTrade.Data.DuckDb;

/// <summary>Sorts of statements by their numbers in DuckDB's C API, as far as they are asked for.</summary>
internal enum DuckDbStatementType
{
    Invalid = 0, Select = 1, Explain = 4, Copy = 11,
}
