using System.Collections.Concurrent;
using PeakTrade.Configuration;
using PeakTrade.Data.Factors;

namespace PeakTrade.Operations;

/// <summary>The files that portfolios name, each read once however many runs of a batch name it. All runs then see the same content, whoever changes a file meanwhile.</summary>
internal sealed class PortfolioFiles
{
    private readonly ConcurrentDictionary<(string Kind, string Path), Lazy<object>> _read = new();

    public FactorBundleFile Bundle(string path) => Once("bundle", path, () => FactorBundleFile.ReadFile(path));

    public IReadOnlyList<string> Universe(string path) => Once("universe", path, () => UniverseFile.ReadFile(path));

    public IReadOnlyDictionary<string, string> Sectors(string path) => Once("sectors", path, () => SectorFile.ReadFile(path));

    public FactorPanel Factor(string path, string name, string timezone) => Once($"factor {name} {timezone}", path, () => FactorFile.Read(path, name, timezone, CancellationToken.None));

    /// <summary>What a factor's file holds, as a hash.</summary>
    public string Fingerprint(string path) => Once("fingerprint", path, () => FactorFile.Fingerprint(path, CancellationToken.None));

    private T Once<T>(string kind, string path, Func<T> read) where T : class => (T)_read.GetOrAdd((kind, path), _ => new Lazy<object>(read)).Value;
}
