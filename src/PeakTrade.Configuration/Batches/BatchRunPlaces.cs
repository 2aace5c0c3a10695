namespace PeakTrade.Configuration;

/// <summary>Where a run and the defaults under it stand in the file.</summary>
internal sealed class BatchRunPlaces(string? file, YamlMap run, YamlMap? defaults)
{
    public Place Of(string key, string? strategy)
    {
        var names = key.Split('.');
        var own = BatchKeys.All.FirstOrDefault(k => k.Setting is { } setting && (key == setting || key.StartsWith(setting + ".", StringComparison.Ordinal)));
        // Each with how much of it must be there for it to say anything of the key: the table "settings" alone does not.
        (string[] Path, int Least)[] ways =
        [
            (own is null ? names : [own.Name, .. key[own.Setting!.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries)], 1),
            (["settings", key], 2),
            (["settings", .. names], 3),
            (["settings", string.Join('.', names.Take(2)), .. names.Skip(2)], 2),
            (names is ["strategy", var table, .. var rest] && table == strategy ? ["parameters", .. rest] : names, 1),
        ];

        // The deepest that the run says wins, then the deepest that the defaults say.
        foreach (var map in new[] { run, defaults })
        {
            var found = map is null ? default : ways.Select(way => Find(map, way.Path, way.Least)).MaxBy(place => place.Depth);
            if (found.Depth > 0) return new(file, found.Node!.Line, found.Node.Column, key);
        }

        return new(file, run.Line, run.Column, key);
    }

    // A path is found as far as it goes.
    private static (int Depth, YamlNode? Node) Find(YamlMap map, string[] path, int least)
    {
        YamlNode? at = map;
        YamlNode? found = null;
        var depth = 0;
        foreach (var name in path)
        {
            if (at is not YamlMap inner || !inner.TryGetValue(name, out var value)) break;
            (found, at) = (inner.KeyNode(name), value);
            depth++;
        }

        return depth < least ? default : (depth, found);
    }
}
