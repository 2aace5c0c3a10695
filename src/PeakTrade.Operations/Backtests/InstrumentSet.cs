using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>The instruments that one or many portfolios are made from, read once: their bars, their universe, and the panels of the factors that somebody asked for.</summary>
internal sealed class InstrumentSet(IReadOnlyList<BarData> instruments)
{
    private readonly ConcurrentDictionary<string, Lazy<FactorPanel>> _panels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(DateTime?, DateTime?), string> _hashes = new();
    private readonly Lazy<Universe> _universe = new(() => Engine.Universe.Of("portfolio", instruments.Select(i => i.Bars)));

    public IReadOnlyList<BarData> Instruments => instruments;

    public int RowsDropped => instruments.Sum(i => i.RowsDropped);

    /// <summary>What was odd but no fault.</summary>
    public IReadOnlyList<Fault> Notices => [.. instruments.SelectMany(i => i.Notices)];

    /// <summary>All of their bars on one line of time, made once for all portfolios over them, whatever each is called.</summary>
    public Universe Universe(string name) => _universe.Value.Named(name);

    /// <summary>The same instruments from a moment on and before another; those without a bar there are left out.</summary>
    public IEnumerable<Bars> Between(DateTime? from, DateTime? to) => instruments.Select(i => i.Bars.Between(from, to)).Where(bars => bars.Count > 0);

    /// <summary>A factor's panel over all of their bars.</summary>
    public FactorPanel Panel(IFactor factor) => _panels.GetOrAdd(factor.Name, _ => new Lazy<FactorPanel>(() => Compute(factor))).Value;

    /// <summary>SHA-256 over the names and the bars of all of them in that span.</summary>
    public string DataHashOf(DateTime? from, DateTime? to) => _hashes.GetOrAdd((from, to), span =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var bars in Between(span.Item1, span.Item2).OrderBy(b => b.Symbol, StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes($"{bars.Symbol} {DataHash.Of(bars)}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    });

    private FactorPanel Compute(IFactor factor)
    {
        using var part = StageClock.Measure(RunStage.Indicators);
        var market = factor.NeedsMarket ? new MarketReturns() : null;
        foreach (var data in instruments) market?.Add(data.Bars);
        var builder = new PanelBuilder(factor);
        foreach (var data in instruments) builder.Add(data.Bars, market);
        return builder.Build("");
    }
}
