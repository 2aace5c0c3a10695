using PeakTrade.Data.Factors;

namespace PeakTrade.Operations;

/// <summary>Instruments that are read alike: the same path, the same way, the same names.</summary>
/// <param name="Path">The file, folder or pattern.</param>
/// <param name="Options">How they are read, without what one run alone wants of them.</param>
/// <param name="Symbols">The names, a line each; empty for all.</param>
internal sealed record InstrumentKey(string Path, DataOptions Options, string Symbols)
{
    public static InstrumentKey Of(RunPlan plan)
    {
        var options = plan.Config.Data;
        IReadOnlyList<string> symbols = plan.Symbols.Count > 0 || options.Symbol is null ? plan.Symbols : [options.Symbol];
        return new InstrumentKey(options.Path!, options with { Path = null, Symbol = null, From = null, To = null }, string.Join('\n', symbols.Order(StringComparer.Ordinal)));
    }

    public IReadOnlyList<string> Names => Symbols.Length == 0 ? [] : Symbols.Split('\n');
}

/// <summary>
/// The instruments of a batch: those that several runs share are read once, by the first that needs them, and let go after the last. Whatever run reads them, it reads for
/// all, so only the batch's own end can stop it.
/// </summary>
internal sealed class SharedInstruments(IListener listener, CancellationToken cancel)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<InstrumentKey, (Lazy<InstrumentSet> Set, int Left)> _sets = [];
    private readonly Dictionary<InstrumentKey, Lazy<IReadOnlyList<string>>> _fingerprints = [];

    /// <summary>Says that a run will need them, so that they stay until it has.</summary>
    public void Expect(InstrumentKey key)
    {
        lock (_gate)
        {
            _sets[key] = _sets.TryGetValue(key, out var there)
                ? (there.Set, there.Left + 1)
                : (new Lazy<InstrumentSet>(() => new InstrumentSet(Read(key)), LazyThreadSafetyMode.ExecutionAndPublication), 1);
        }
    }

    public InstrumentSet Get(InstrumentKey key)
    {
        Lazy<InstrumentSet> set;
        lock (_gate) set = _sets[key].Set;
        return set.Value;
    }

    /// <summary>Says that a run no longer needs them.</summary>
    public void Release(InstrumentKey key)
    {
        lock (_gate)
        {
            var (set, left) = _sets[key];
            if (left > 1) _sets[key] = (set, left - 1);
            else _sets.Remove(key);
        }
    }

    /// <summary>What the data are by their content, without reading a bar.</summary>
    public IReadOnlyList<string> Fingerprint(InstrumentKey key)
    {
        Lazy<IReadOnlyList<string>> print;
        lock (_gate)
        {
            if (!_fingerprints.TryGetValue(key, out print!))
                _fingerprints[key] = print = new Lazy<IReadOnlyList<string>>(() => new FactorSource(key.Path, key.Options, key.Names).Fingerprint(cancel));
        }

        return print.Value;
    }

    private List<BarData> Read(InstrumentKey key)
    {
        using var culture = InvariantScope.Enter();
        var read = new List<BarData>();
        foreach (var instrument in UniverseReading.Read(key.Path, key.Options, key.Names, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            if (instrument.Data is not { } data) throw instrument.Error!;
            foreach (var notice in data.Notices) listener.Say(notice.ToString());
            read.Add(data);
        }

        return read;
    }
}
