using PeakTrade.Configuration;
using PeakTrade.Data.Factors;

namespace PeakTrade.Operations;

/// <summary>One request at work: what is stored is loaded when it is asked for; the first that is not has all such computed in one reading of the bars.</summary>
internal sealed class FactorWork : IDisposable
{
    private readonly FactorRequest _request;
    private readonly IReadOnlyList<IFactor> _factors;
    private readonly IListener _listener;
    private readonly CancellationToken _cancel;
    private readonly FactorSource _data, _benchmark;
    private readonly DateTime? _from, _to;
    private readonly FactorStore? _store;
    private readonly IDisposable? _held;
    private readonly Dictionary<IFactor, string> _keys;
    private readonly Dictionary<IFactor, Outcome<FactorPanel>?> _computed = [];

    public FactorWork(FactorRequest request, IReadOnlyList<IFactor> factors, IListener listener, CancellationToken cancel)
    {
        (_request, _factors, _listener, _cancel) = (request, factors, listener, cancel);
        var path = Path.GetFullPath(request.Path, request.BaseFolder);
        var settings = ConfigReader.Read(null, null, request.Settings).Data;
        (_from, _to) = (settings.From, settings.To);
        // All of the data are computed and stored, so that a value does not depend on where a panel is cut.
        var options = settings with { From = null, To = null };
        _data = new FactorSource(path, options, request.Symbols);
        _benchmark = new FactorSource(path, options, request.Benchmark is { } symbol ? [symbol] : []);
        _held = _data.Hold(cancel);
        try
        {
            if (!request.NoCache && FactorStore.Unavailable is { } why) listener.Say($"{why}.");
            else if (!request.NoCache) _store = new FactorStore(Path.GetFullPath(request.Store, request.BaseFolder));
            _keys = _store is null ? [] : Keys(factors, listener.Say);
        }
        catch
        {
            _held?.Dispose();
            throw;
        }
    }

    /// <summary>A factor's panel, after what there is to say of instruments that it lacks.</summary>
    public IReadOnlyList<Outcome<FactorPanel>> Give(IFactor factor)
    {
        if (_computed.ContainsKey(factor)) return [.. Of(factor)];
        if (Stored(factor) is { } panel) return [new Outcome<FactorPanel>(Cut(panel), null)];
        var missed = _factors.SkipWhile(f => f != factor).Where(f => f == factor || !IsStored(f)).ToList();
        return [.. Compute(missed).Select(fault => new Outcome<FactorPanel>(null, fault)), .. Of(factor)];
    }

    public void Dispose() => _held?.Dispose();

    // Handed out once, so that a panel that was written is not kept while the next are read.
    private IEnumerable<Outcome<FactorPanel>> Of(IFactor factor)
    {
        var made = _computed[factor];
        _computed[factor] = null;
        return made is null ? [] : [made with { Result = made.Result is { } panel ? Cut(panel) : null }];
    }

    private FactorPanel Cut(FactorPanel panel)
    {
        var part = panel.Between(_from, _to);
        if (part.Count == 0 && panel.Count > 0) _listener.Warn($"{panel.Factor} has no time in the span that is wanted; the data go from {panel.From:yyyy-MM-ddTHH:mm:ssZ} to {panel.To:yyyy-MM-ddTHH:mm:ssZ}.");
        return part;
    }

    private bool IsStored(IFactor factor) => !_request.Force && _store is not null && _keys.TryGetValue(factor, out var key) && _store.Holds(factor.Name, key);

    private FactorPanel? Stored(IFactor factor)
    {
        if (!IsStored(factor)) return null;
        var panel = _store!.Load(factor.Name, _keys[factor], _listener.Say, _cancel);
        if (panel is not null) _listener.Say($"{factor.Name} is stored; no bars are read.");
        return panel;
    }

    private IEnumerable<PeakTradeException> Compute(IReadOnlyList<IFactor> missed)
    {
        var computation = new PanelComputation(_data, _request.Benchmark, _benchmark, _listener, _cancel);
        foreach (var (factor, outcome) in computation.Run(missed, factor => _keys.GetValueOrDefault(factor, ""))) _computed.Add(factor, outcome);

        if (_store is null) return computation.Faults;
        // What changed while it was read belongs to no key; what lacks an instrument would hide that from the next who asks.
        var now = Keys(missed, _ => { });
        foreach (var panel in missed.Select(f => (Factor: f, _computed.GetValueOrDefault(f)?.Result)).Where(p => p.Result is not null && _keys.ContainsKey(p.Factor)))
        {
            if (computation.Faults.Count > 0) _listener.Say($"{panel.Factor.Name} is not stored: some of the data cannot be used.");
            else if (now.GetValueOrDefault(panel.Factor) != _keys[panel.Factor]) _listener.Say($"{panel.Factor.Name} is not stored: the data changed while they were read.");
            else _store.Save(panel.Result!, _listener.Say, _cancel);
        }

        return computation.Faults;
    }

    private Dictionary<IFactor, string> Keys(IReadOnlyList<IFactor> factors, Action<string> say)
    {
        var data = _data.Fingerprint(_cancel);
        var benchmark = _request.Benchmark is not null && factors.Any(f => f.NeedsMarket) ? _benchmark.Fingerprint(_cancel) : [];
        var keys = new Dictionary<IFactor, string>();
        foreach (var factor in factors)
        {
            if (FactorKey.Of(factor, data, benchmark, out var why) is { } key) keys.Add(factor, key);
            else say($"{factor.Name} is not stored: {why}.");
        }

        return keys;
    }
}
