using PeakTrade.Configuration;

namespace PeakTrade.Operations;

/// <summary>Lays a request over the study's file that it names: what the request says goes first.</summary>
internal static class StudyFileRequest
{
    public static StudyRequest Over(StudyRequest request)
    {
        if (request.FilePath is not { } path) return request;
        var file = StudyFile.ReadFile(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return request with
        {
            FilePath = null,
            Backtest = Over(request.Backtest, file, folder),
            Name = request.Name ?? file.Name,
            Storage = request.Storage ?? (file.Storage is { } storage ? StudySetup.Addressed(storage, folder) : null),
            TrialCount = request.TrialCount ?? file.Trials,
            Timeout = request.Timeout ?? file.Timeout,
            Seed = request.Seed ?? file.Seed,
            Objectives = request.Objectives.Count > 0 || request.OwnObjective is not null ? request.Objectives : [.. (file.Objectives ?? []).Select(o => o.Name)],
            Directions = request.Objectives.Count > 0 || request.Directions.Count > 0 || request.OwnObjective is not null ? request.Directions : [.. (file.Objectives ?? []).Select(o => o.Direction)],
            WalkForward = request.WalkForward ?? Windows(file.WalkForward),
            Sampler = request.Sampler ?? file.Sampler,
            Pruner = request.Pruner ?? file.Pruner,
            Segments = request.Segments ?? file.Segments,
            Workers = request.Workers ?? file.ThrottleLimit ?? (file.Parallel == true ? Environment.ProcessorCount : null),
            Lag = request.Lag ?? file.Lag,
            Space = Over(request.Space, file.Parameters),
            Relations = [.. request.Relations, .. file.Relations ?? []],
            Constraints = [.. request.Constraints, .. file.Constraints ?? []],
            Enqueue = [.. request.Enqueue, .. file.Enqueue ?? []],
        };
    }

    private static WalkForwardChoice? Windows(StudyFileWalkForward? file) => file is null ? null : new()
    {
        Train = file.Train,
        Test = file.Test,
        Folds = file.Folds,
        Scheme = file.Scheme ?? WalkForwardScheme.Rolling,
        Purge = file.Purge ?? 0,
        Embargo = file.Embargo ?? 0,
    };

    private static BacktestRequest Over(BacktestRequest request, StudyFileOptions file, string folder)
    {
        var settings = new List<KeyValuePair<string, object?>>(file.Settings ?? []);
        foreach (var (key, value) in new[] { ("data.from", file.Data?.From), ("data.to", file.Data?.To), ("data.resample", file.Data?.Resample) })
        {
            if (value is not null) settings.Add(new(key, value));
        }

        // Of two settings of one key the later one counts, and it is the request's.
        settings.RemoveAll(s => request.Settings.Any(given => given.Key == s.Key));
        return request with
        {
            ConfigPath = request.ConfigPath ?? (file.Config is { } config ? Path.GetFullPath(config, folder) : null),
            DataPath = request.DataPath ?? (request.Input is null && file.Data?.Path is { } data ? Path.GetFullPath(data, folder) : null),
            Symbols = request.Symbols.Count > 0 ? request.Symbols : file.Data?.Symbols ?? [],
            Strategy = request.Strategy ?? (request.OwnStrategy is null ? file.Strategy : null),
            Parameters = Over(request.Parameters, file.Fixed),
            Settings = [.. settings, .. request.Settings],
        };
    }

    private static IReadOnlyDictionary<string, object?> Over(IReadOnlyDictionary<string, object?> given, IReadOnlyDictionary<string, object?>? file)
    {
        if (file is null) return given;
        var all = new Dictionary<string, object?>(file, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in given) all[name] = value;
        return all;
    }
}
