using PeakTrade.Data;

namespace PeakTrade.Operations;

/// <summary>
/// Reads the instruments of a universe by their names. A name is that of an instrument of the data; or, in any case and with the usual letters of file names, that of a
/// file, with or without the bars' length: AAA is found in aaa.csv and aaa_1d.csv, BTC/EUR in btc_eur_1d.csv.
/// </summary>
internal static class UniverseReading
{
    /// <summary>The instruments in order of their names, all of them where none is named. One that is not there is a fault in its place.</summary>
    public static IEnumerable<InstrumentRead> Read(string path, DataOptions options, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var all = MarketData.ReadAll(options, path, cancel);
        return names.Count == 0 ? all : Named(all, path, names);
    }

    private static IEnumerable<InstrumentRead> Named(IEnumerable<InstrumentRead> all, string path, IReadOnlyList<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, InstrumentRead>(StringComparer.Ordinal);
        var seen = new List<string>();
        foreach (var read in all)
        {
            seen.Add(read.Symbol);
            if (NameOf(read.Symbol, wanted) is not { } name) continue;
            // The instrument's own name goes before a file's that only looks like it.
            if (found.TryGetValue(name, out var before) && before.Symbol == name) continue;
            if (before is not null && read.Symbol != name)
                throw FaultCatalogue.DataSeveralSymbols.Because($"{name} may be {before.Symbol} or {read.Symbol} of {path}.", "Name the instruments as the data do, or keep data of one length of bars in a folder.", target: name);
            found[name] = read;
        }

        foreach (var name in names)
        {
            if (!found.TryGetValue(name, out var read))
                yield return new InstrumentRead(name, null, FaultCatalogue.DataNoSymbol.Because($"{path} holds no \"{name}\"; it holds {Listed(seen)}.", Suggestion.For(name, seen), target: name));
            else if (read.Data is { } data && read.Symbol != name) yield return new InstrumentRead(name, data with { Bars = data.Bars.Named(name) }, null);
            else yield return read;
        }
    }

    private static string? NameOf(string symbol, HashSet<string> wanted) => wanted.Contains(symbol) ? symbol : wanted.FirstOrDefault(name => LooksLike(symbol, name));

    private static bool LooksLike(string symbol, string name)
    {
        var slug = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        var given = symbol.ToLowerInvariant();
        return given == slug || (given.Length > slug.Length + 1 && given.StartsWith(slug, StringComparison.Ordinal) && given[slug.Length] == '_' && BarInterval.Parse(given[(slug.Length + 1)..]) is not null);
    }

    private static string Listed(List<string> symbols) => symbols.Count switch
    {
        0 => "nothing",
        <= 10 => string.Join(", ", symbols),
        _ => $"{string.Join(", ", symbols.Take(10))} and {symbols.Count - 10} more",
    };
}
