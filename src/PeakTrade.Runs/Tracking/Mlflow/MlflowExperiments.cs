using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PeakTrade.Runs;

/// <summary>The experiments of an MLflow file store, and in them the one of a name, which is made where there is none.</summary>
internal sealed class MlflowExperiments(string root, string name, TimeProvider clock)
{
    private const string DefaultName = "Default";
    private const string DefaultId = "0";
    private const string Trash = ".trash";
    // MLflow takes folders for experiments, and looks at no file.
    private const string LockFile = ".peaktrade.lock";
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private (string Id, string ArtifactLocation)? _known;

    /// <summary>Where the files of the experiment's runs lie, as a URI; known once <see cref="Get"/> has answered.</summary>
    public string ArtifactLocation => _known!.Value.ArtifactLocation;

    /// <summary>The id of the experiment.</summary>
    public string Get(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_known is { } known && Directory.Exists(Path.Combine(root, known.Id))) return known.Id;
            if (name.Length is 0 or > MlflowNames.LongestExperiment) throw new DeliveryException($"An MLflow experiment's name has 1 to {MlflowNames.LongestExperiment} characters, and tracking.mlflow.experiment_name has {name.Length}.", mayPass: false);
            Directory.CreateDirectory(root);
            _known = Find(root) ?? FindOrCreate(cancel);
            return _known.Value.Id;
        }
    }

    /// <summary>The folder of a run that has begun, in whatever experiment it lies now; null where there is none.</summary>
    public string? FolderOfRun(string runId)
    {
        if (_known is { } known && Path.Combine(root, known.Id, runId) is var here && File.Exists(Path.Combine(here, MetaYaml.FileName))) return here;
        return Folders(root).Concat(Folders(Path.Combine(root, Trash))).Select(experiment => Path.Combine(experiment, runId)).FirstOrDefault(run => File.Exists(Path.Combine(run, MetaYaml.FileName)));
    }

    // Two processes that both found no experiment of the name make one: the second looks again when the first has let go.
    private (string Id, string ArtifactLocation) FindOrCreate(CancellationToken cancel)
    {
        using var locked = TakeLock(cancel);
        if (Find(root) is { } made) return made;
        if (Find(Path.Combine(root, Trash)) is not null)
        {
            throw new DeliveryException($"The MLflow experiment \"{name}\" was deleted from {root}: restore it (mlflow experiments restore), or set tracking.mlflow.experiment_name to another name.", mayPass: false);
        }

        var isNew = !Folders(root).Any();
        Directory.CreateDirectory(Path.Combine(root, Trash));
        if (isNew && name != DefaultName) Create(DefaultId, DefaultName);
        return Create(name == DefaultName && !Directory.Exists(Path.Combine(root, DefaultId)) ? DefaultId : NewId(), name);
    }

    private (string Id, string ArtifactLocation)? Find(string folder)
    {
        foreach (var experiment in Folders(folder))
        {
            var file = Path.Combine(experiment, MetaYaml.FileName);
            if (!File.Exists(file)) continue;
            var yaml = File.ReadAllText(file);
            if (MetaYaml.Get(yaml, "name") != name) continue;
            var id = Path.GetFileName(experiment);
            return (id, MetaYaml.Get(yaml, "artifact_location") is { Length: > 0 } location ? location.TrimEnd('/') : FileUri(experiment));
        }

        return null;
    }

    private (string Id, string ArtifactLocation) Create(string id, string experimentName)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, id)).FullName;
        var location = FileUri(folder);
        var unfinished = Path.Combine(folder, ".unfinished");
        File.WriteAllBytes(unfinished, Encoding.UTF8.GetBytes(MetaYaml.Experiment(id, experimentName, location, clock.GetUtcNow().ToUnixTimeMilliseconds())));
        File.Move(unfinished, Path.Combine(folder, MetaYaml.FileName), overwrite: true);
        return (id, location);
    }

    private FileStream TakeLock(CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(root, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (clock.GetElapsedTime(began) < LockPatience)
            {
                if (cancel.WaitHandle.WaitOne(LockPause)) cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private static IEnumerable<string> Folders(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(path => Path.GetFileName(path) is not (Trash or "models"))
        : [];

    /// <summary>A folder as MLflow names it: all but letters, digits and <c>-._~</c> in percent.</summary>
    internal static string FileUri(string folder)
    {
        var path = folder.Replace('\\', '/');
        var drive = path.Length > 1 && path[1] == ':' ? path[..2] : "";
        return $"file://{(drive.Length > 0 ? "/" : "")}{drive}{string.Join('/', path[drive.Length..].Split('/').Select(Uri.EscapeDataString))}";
    }

    // 18 digits, as MLflow draws them.
    private static string NewId() =>
        string.Create(CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetInt32(100_000_000, 1_000_000_000)}{RandomNumberGenerator.GetInt32(0, 1_000_000_000):D9}");
}
