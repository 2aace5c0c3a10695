using System.Globalization;

namespace PeakTrade.Runs;

/// <summary>Looks at one run's folder: each file against the receipt, the receipt against everything that says the same, and what lies there beside them.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="configHash">The hash of a normalised configuration; null where it cannot be read.</param>
internal sealed class RunInspection(string folder, Func<string, string?> configHash)
{
    // What every receipt of this schema may hold. Another name is one of these that was changed.
    private static readonly string[] Members =
    [
        "schema", "run_id", "engine_version", "git", "seed", "strategy", "symbol", "config_hash", "data_hash", "data_path", "started", "finished", "seconds", "host", "notices",
        "batch", "artifacts", ReceiptSeal.Name,
    ];

    private static readonly string[] Always = [RunFiles.ConfigToml, RunFiles.ConfigJson, RunFiles.Stats, RunFiles.Equity, RunFiles.Orders];

    // What a snapshot holds in the place of a secret.
    private const string Mask = "***";

    private readonly List<RunFinding> _findings = [];
    private readonly HashSet<string> _sound = new(StringComparer.Ordinal);
    private long _bytes;

    public RunCheck Run(CancellationToken cancel)
    {
        var path = Path.Combine(folder, RunFiles.Receipt);
        Guid? named = Guid.TryParseExact(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), "D", out var id) ? id : null;
        try
        {
            if (File.Exists(folder)) throw Damage.Of(folder, "a file lies where the run's folder should be.");
            var receipt = Receipt.ReadAll(path, out var members);
            var files = receipt.Artifacts;
            if (named is { } wanted && wanted != receipt.RunId) Disagree("run_id", "the folder's name", $"{wanted:D}", $"{receipt.RunId:D}");
            var isSealed = CheckReceipt(path, receipt, members);
            foreach (var file in files) Check(file, cancel);
            CrossCheck(receipt);
            FindStrangers(files);
            return new RunCheck
            {
                RunId = receipt.RunId, RunPath = folder, Strategy = receipt.Strategy, Symbol = receipt.Symbol, IsSealed = isSealed, Files = files.Count, Bytes = _bytes,
                Findings = [.. _findings.OrderBy(f => f.IsDamage ? 0 : 1)],
                Status = _findings.Exists(f => f.IsDamage) ? RunCheckStatus.Damaged : RunCheckStatus.Intact,
            };
        }
        catch (PeakTradeException fault) when (fault.Kind == FaultCatalogue.RunDamaged)
        {
            return Unreadable(named, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Unreadable(named, Damage.Unreadable(folder, fault).Message);
        }
    }

    private RunCheck Unreadable(Guid? id, string why)
    {
        _findings.Insert(0, new RunFinding(RunFindingKind.Receipt, RunFiles.Receipt, why));
        return new RunCheck { RunId = id, RunPath = folder, Status = RunCheckStatus.Unreadable, Findings = _findings };
    }

    private bool CheckReceipt(string path, RunReceipt receipt, IReadOnlyList<string> members)
    {
        var files = receipt.Artifacts;
        if (new FileInfo(path).LinkTarget is { } target) Add(RunFindingKind.NoFile, RunFiles.Receipt, "run.json is a link, and a file was stored.", found: target);
        var isSealed = members.Contains(ReceiptSeal.Name);
        if (isSealed && !ReceiptSeal.Holds(File.ReadAllBytes(path))) Add(RunFindingKind.Receipt, RunFiles.Receipt, "run.json was changed after it was written: its seal is not that of what stands in it.");
        foreach (var unknown in members.Except(Members, StringComparer.Ordinal)) Add(RunFindingKind.Receipt, RunFiles.Receipt, $"run.json holds \"{unknown}\", which no receipt has: it was changed.");
        foreach (var twice in members.Concat(files.Select(f => f.Name)).GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1)) Add(RunFindingKind.Receipt, RunFiles.Receipt, $"run.json names \"{twice.Key}\" twice: it was changed.");
        foreach (var name in Always.Where(name => files.All(f => f.Name != name))) NotListed(name);
        if (files.All(f => f.Name is not (RunFiles.TradesParquet or RunFiles.TradesCsv))) NotListed(RunFiles.TradesParquet);
        if (receipt.Finished < receipt.Started) Add(RunFindingKind.Receipt, RunFiles.Receipt, "run.json says that the run ended before it began.");
        return isSealed;

        void NotListed(string name) => Add(RunFindingKind.Receipt, RunFiles.Receipt, $"run.json does not list {name}, which every run has: it was changed.");
    }

    private void Check(RunArtifact listed, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var name = listed.Name;
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().ContainsAny('/', '\\'))
        {
            Add(RunFindingKind.Receipt, RunFiles.Receipt, $"run.json lists \"{name}\", which is no name of a file in the run's folder.");
            return;
        }

        try
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (file.LinkTarget is { } target) Add(RunFindingKind.NoFile, name, $"{name} is a link, and a file was stored.", found: target);
            else if (Directory.Exists(file.FullName)) Add(RunFindingKind.NoFile, name, $"A folder lies where {name} should be.");
            else if (!file.Exists) Add(RunFindingKind.Missing, name, $"{name} is missing.");
            else if (file.Length != listed.Bytes) Add(RunFindingKind.Length, name, Invariant($"{name} must hold {listed.Bytes} bytes, and holds {file.Length}: it was {(file.Length < listed.Bytes ? "cut short" : "added to")} or replaced."), Invariant($"{listed.Bytes}"), Invariant($"{file.Length}"));
            else Compare(listed, FileHash.Of(file.FullName, cancel));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Add(RunFindingKind.Missing, name, $"{name} cannot be read: {(fault is UnauthorizedAccessException ? "there is no permission." : fault.Message)}");
        }
    }

    private void Compare(RunArtifact listed, string sha256)
    {
        _bytes += listed.Bytes;
        if (sha256 == listed.Sha256) _sound.Add(listed.Name);
        else Add(RunFindingKind.Content, listed.Name, $"{listed.Name} was changed after the run was stored: its SHA-256 is not the receipt's.", listed.Sha256, sha256);
    }

    // The receipt cannot protect itself, least of all one without a seal; what it says stands elsewhere too, under hashes. A file that is damaged is no witness.
    private void CrossCheck(RunReceipt receipt)
    {
        if (_sound.Contains(RunFiles.Stats)) CrossCheckStats(receipt);
        if (!_sound.Contains(RunFiles.ConfigJson) || RunStore.ReadConfig(folder) is not { } text) return;
        if (configHash(text) is { } hash && hash != receipt.ConfigHash) Disagree("config_hash", RunFiles.ConfigJson, hash, receipt.ConfigHash);
        try
        {
            using var config = JsonIn.Open(Path.Combine(folder, RunFiles.ConfigJson));
            if (config.Has("backtest") && config.Object("backtest") is var backtest && backtest.Has("seed")) Same("seed", RunFiles.ConfigJson, Invariant($"{backtest.Long("seed")}"), Invariant($"{receipt.Seed}"));
            if (config.Has("data") && config.Object("data") is var data && data.Has("path") && receipt.DataPath is { } place)
            {
                var path = data.TextOrNull("path");
                if (path?.Contains(Mask, StringComparison.Ordinal) != true) Same("data_path", RunFiles.ConfigJson, path, place);
            }
        }
        catch (PeakTradeException)
        {
            // Its bytes are the stored ones; whatever they say, it is no witness against the receipt.
        }
    }

    private void CrossCheckStats(RunReceipt receipt)
    {
        using var stats = JsonIn.Open(Path.Combine(folder, RunFiles.Stats));
        Same("strategy", RunFiles.Stats, stats.Text("strategy"), receipt.Strategy);
        Same("symbol", RunFiles.Stats, stats.Text("symbol"), receipt.Symbol);
        Same("config_hash", RunFiles.Stats, stats.Text("config_hash"), receipt.ConfigHash);
        Same("data_hash", RunFiles.Stats, stats.Text("data_hash"), receipt.DataHash);
        Same("engine_version", RunFiles.Stats, stats.Text("engine_version"), receipt.EngineVersion);
    }

    private void FindStrangers(IReadOnlyList<RunArtifact> files)
    {
        var known = files.Select(f => f.Name).Append(RunFiles.Receipt).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (known.Contains(entry.Name) || (entry is DirectoryInfo ? entry.Name is "reports" or "plots" or "debug" : entry.Name == RunFiles.Keep)) continue;
            Add(RunFindingKind.Stranger, entry.Name, $"{entry.Name} came into the run's folder later: the receipt does not list it.");
        }
    }

    private void Same(string what, string where, string? expected, string found)
    {
        if (expected != found) Disagree(what, where, expected, found);
    }

    private void Disagree(string what, string where, string? expected, string found) =>
        Add(RunFindingKind.Disagreement, RunFiles.Receipt, $"run.json gives {what} as {found}, and {where} as {expected ?? "null"}: one of the two was changed.", expected, found);

    private void Add(RunFindingKind kind, string what, string message, string? expected = null, string? found = null) => _findings.Add(new RunFinding(kind, what, message) { Expected = expected, Found = found });

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
