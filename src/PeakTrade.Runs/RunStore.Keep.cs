namespace PeakTrade.Runs;

// Which runs are never removed: those with a file "keep" in their folder. It is no artifact, so the receipt does not list it.
public sealed partial class RunStore
{
    private const string KeepMark = "keep";

    /// <summary>Whether the run in a folder is protected. One that cannot be told is.</summary>
    public static bool IsKept(string folder) => Path.Exists(Path.Combine(folder, KeepMark));

    /// <summary>Protects a run, or lifts its protection.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="keep">Whether it is to be protected.</param>
    /// <param name="reason">Why; null leaves the reason of a run that is protected already.</param>
    /// <exception cref="PeakTradeException">The folder cannot be written (<c>Run.NotStored</c>), or is gone (<c>Run.Missing</c>).</exception>
    public static KeptRun Keep(string folder, bool keep, string? reason = null)
    {
        var mark = Path.Combine(folder, KeepMark);
        if (IdOf(folder) is not { } id) throw FaultCatalogue.RunMissing.Because($"{folder} is no run of a run store: those are named by their ids.", "Give a stored run (Get-RunResult, peaktrade runs).", target: folder);
        try
        {
            if (!keep) File.Delete(mark);
            else if (reason is not null || !File.Exists(mark)) File.WriteAllText(mark, reason ?? "");
            return new(id, keep, keep ? File.ReadAllText(mark).Trim() : "", folder);
        }
        catch (DirectoryNotFoundException gone)
        {
            throw FaultCatalogue.RunMissing.Because($"There is no run in {folder} any more.", target: folder, inner: gone);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.RunNotStored.Because($"{mark} cannot be {(keep ? "written" : "deleted")}: {fault.Message}", "Check the permissions of the run's folder.", target: folder, inner: fault);
        }
    }

    /// <summary>The id of the run of a store that a folder is, by its name; null where it is none, such as that of a batch's run.</summary>
    public static Guid? IdOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) is var name && IsRunName(name) ? Guid.ParseExact(name, "D") : null;
}
