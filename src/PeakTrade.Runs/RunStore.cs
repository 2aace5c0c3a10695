namespace PeakTrade.Runs;

/// <summary>
/// A folder of runs, one subfolder each, named by its id. A run is there whole or not at all; <c>docs/run-store.md</c>
/// states the files and what is promised of them. Safe for many threads and processes at once.
/// </summary>
public sealed partial class RunStore
{
    private const string TemporaryPrefix = ".tmp-";

    /// <summary>A store in this folder, which is made when the first run is saved.</summary>
    /// <param name="root">An absolute path.</param>
    public RunStore(string root)
    {
        if (!Path.IsPathFullyQualified(root)) throw new ArgumentException($"The root of a run store must be an absolute path, and is \"{root}\".", nameof(root));
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Which file the trades of a saved run go into; either is read.</summary>
    public TradesFormat Trades { get; init; }

    private string FolderOf(Guid id) => Path.Combine(Root, id.ToString("D"));
}
