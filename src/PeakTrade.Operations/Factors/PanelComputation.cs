using PeakTrade.Data.Factors;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>
/// Computes panels instrument by instrument, so that the bars of one of them lie in memory at a time. Where a factor needs the mean of all of them as its market,
/// they are read a second time.
/// </summary>
internal sealed class PanelComputation(FactorSource data, string? benchmark, FactorSource benchmarkData, IListener listener, CancellationToken cancel)
{
    private readonly SortedDictionary<string, PeakTradeException> _faults = new(StringComparer.Ordinal);
    private readonly Dictionary<IFactor, PeakTradeException> _failed = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Why instruments are not in the panels, by their names.</summary>
    public IReadOnlyCollection<PeakTradeException> Faults => _faults.Values;

    /// <summary>The panels, or why there are none; null for both where there is no instrument.</summary>
    public IEnumerable<KeyValuePair<IFactor, Outcome<FactorPanel>?>> Run(IReadOnlyList<IFactor> factors, Func<IFactor, string> keyOf)
    {
        var builders = factors.Select(factor => new PanelBuilder(factor)).ToList();
        var market = benchmark is null || !factors.Any(f => f.NeedsMarket) ? null : Benchmark(factors);
        var later = benchmark is null ? builders.Where(b => b.Factor.NeedsMarket).ToList() : [];
        var mean = later.Count > 0 ? new MarketReturns() : null;
        Pass(builders.Except(later).ToList(), market, mean);
        if (mean is not null) Pass(later, mean, null);

        foreach (var builder in builders)
        {
            var outcome = _failed.TryGetValue(builder.Factor, out var fault) ? new Outcome<FactorPanel>(null, fault)
                : builder.Count > 0 ? new Outcome<FactorPanel>(Told(builder.Build(keyOf(builder.Factor))), null)
                : null;
            yield return new(builder.Factor, outcome);
        }
    }

    private void Pass(List<PanelBuilder> builders, MarketReturns? market, MarketReturns? mean)
    {
        var names = string.Join(", ", builders.Select(b => b.Factor.Name).DefaultIfEmpty("the market"));
        foreach (var instrument in data.Read(cancel))
        {
            cancel.ThrowIfCancellationRequested();
            listener.Progress($"Computing {names} of {instrument.Symbol}", null);
            var first = _read.Add(instrument.Symbol);
            if (instrument.Error is { } fault)
            {
                _faults.TryAdd(instrument.Symbol, fault);
                continue;
            }

            // A second reading has nothing new to say.
            foreach (var notice in first ? instrument.Data!.Notices : []) listener.Say(notice.ToString());
            mean?.Add(instrument.Data!.Bars);
            foreach (var builder in builders) Add(builder, instrument.Data!.Bars, market);
        }
    }

    private void Add(PanelBuilder builder, Bars bars, MarketReturns? market)
    {
        if (_failed.ContainsKey(builder.Factor)) return;
        try
        {
            builder.Add(bars, market);
        }
        catch (PeakTradeException fault)
        {
            _failed.Add(builder.Factor, fault);
        }
    }

    private MarketReturns? Benchmark(IReadOnlyList<IFactor> factors)
    {
        var market = new MarketReturns();
        PeakTradeException? why = null;
        foreach (var instrument in benchmarkData.Read(cancel))
        {
            if (instrument.Data is null) why = instrument.Error;
            else market.Add(instrument.Data.Bars);
        }

        if (market.Count > 0) return market;
        var fault = FaultCatalogue.FactorBenchmark.Because($"The benchmark {benchmark} cannot be used: {why?.Message}", why?.RecommendedAction ?? "", target: benchmark, inner: why);
        foreach (var factor in factors.Where(f => f.NeedsMarket)) _failed.Add(factor, fault);
        return null;
    }

    private FactorPanel Told(FactorPanel panel)
    {
        for (var row = 0; row < panel.Count; row++)
        {
            foreach (var value in panel.CrossSection(row))
            {
                if (!double.IsNaN(value)) return panel;
            }
        }

        listener.Warn($"{panel.Factor} has no value at all: none of the {panel.Symbols.Count} instruments has as many bars as it looks back, or what it needs (docs/factors.md).");
        return panel;
    }
}
