using System.CommandLine;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade lake</c>: what there is to do with the lake of Parquet files.</summary>
internal static class LakeCommand
{
    public static Command Create(Door door) =>
        new DocumentedCommand("lake", "Import bars into the lake of Parquet files, and query it in SQL.", "peaktrade lake import data/*.csv", "peaktrade lake query \"SELECT symbol, COUNT(*) FROM ohlcv GROUP BY 1 ORDER BY 2 DESC\"")
        {
            LakeImportCommand.Create(door), LakeQueryCommand.Create(door),
        };
}
