using System.CommandLine;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade lake</c>: the lake of Parquet files.</summary>
internal static class LakeCommand
{
    public static Command Create(Door door) => new DocumentedCommand("lake", "The lake of Parquet files, and SQL over it.") { LakeQueryCommand.Create(door) };
}
