using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Tests.Backends;

/// <summary>Writes Parquet by DuckDB itself.</summary>
internal static class ParquetFile
{
    public static string Write(string path, string select)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var connection = DuckDbDatabase.Shared.Connect();
        connection.Execute($"COPY ({select}) TO '{path.Replace("'", "''")}' (FORMAT parquet, COMPRESSION zstd)");
        return path;
    }
}
