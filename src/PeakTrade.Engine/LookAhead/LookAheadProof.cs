namespace PeakTrade.Engine;

/// <summary>
/// Proves that a strategy does not look ahead: it is run on data that end early, and on data whose future is replaced by random bars, and
/// the states before that must stay as they are with the whole data.
/// </summary>
/// <remarks>
/// Every cut is tried where the data are short enough for the work allowed (about 5,000 bars by default); else the first ones after the warm-up,
/// those after changes of state and others evenly spread, and, once a fault is found, those close before it and ever wider ones back from there, again
/// and again until none shows an earlier one.
/// The bar named is the earliest whose state changed in any cut tried.
/// </remarks>
public static class LookAheadProof
{
    /// <summary>Bars that the strategy is run over in search of a fault: a second or so at 10 ns a bar. Each round of stepping back takes half as many.</summary>
    public const long Work = 75_000_000;

    private const int Rounds = 10;
    private const string Truncated = "truncated", Scrambled = "scrambled", Repeated = "repeated";

    /// <summary>Runs the proof; a strategy that fails on the whole data is a fault, what the proof finds is in the report.</summary>
    public static LookAheadReport Run(IStrategy strategy, Bars bars, ParameterSet parameters, long seed, long work = Work, CancellationToken cancel = default)
    {
        var states = new sbyte[bars.Count];
        StrategyRunner.Decide(strategy, bars, parameters, states);
        var first = StrategyRunner.WarmUp(strategy, bars, parameters) + 1;
        if (bars.Count <= first)
            throw FaultCatalogue.StrategyTooFewBars.Because($"The proof for {StrategyRunner.Named(strategy, parameters)} needs at least {first + 1} bars; {bars.Symbol} holds {bars.Count}.", target: bars.Symbol);

        var search = new Search(strategy, bars, parameters, states, cancel);
        search.Repeat();
        if (search.Found is not null) return search.Report();
        var tried = search.Try(CutPlan.Between(first, bars.Count - 1, Affordable(bars.Count, work), states), seed);
        if (tried < bars.Count - first) search.StepBack(first, seed);
        return search.Report();
    }

    // A cut costs a run of half the bars on average, and two of all of them.
    private static int Affordable(int bars, long work) => (int)Math.Clamp(work / (bars * 5L / 2), 100, int.MaxValue);

    private sealed record Violation(int Bar, string Method, int Cut, sbyte After);

    private sealed class Search(IStrategy strategy, Bars bars, ParameterSet parameters, sbyte[] states, CancellationToken cancel)
    {
        private readonly sbyte[] _again = new sbyte[bars.Count];
        private readonly HashSet<int> _cuts = [];
        private int _shortest;
        private string? _failure;

        public Violation? Found { get; private set; }

        /// <summary>The same data again: a strategy that is not the same twice would be blamed for what it is not.</summary>
        public void Repeat() => Compare(bars, bars.Count, Repeated);

        public int Try(List<int> cuts, long seed)
        {
            var up = new ScrambledBars(bars, seed, downwards: false);
            var down = new ScrambledBars(bars, seed, downwards: true);
            for (var i = cuts.Count - 1; i >= 0 && _failure is null; i--)
            {
                var cut = cuts[i];
                if (!_cuts.Add(cut)) continue;
                Compare(bars.First(cut), cut, Truncated);
                Compare(up.From(cut), cut, Scrambled);
                Compare(down.From(cut), cut, Scrambled);
            }

            return cuts.Count;
        }

        /// <summary>Tries cuts before the bar that was found, until none shows an earlier one.</summary>
        public void StepBack(int first, long seed)
        {
            var last = int.MaxValue;
            for (var round = 0; round < Rounds && Found is { } found && found.Bar < last; round++)
            {
                last = found.Bar;
                Try(CutPlan.Before(first, last), seed);
            }
        }

        public LookAheadReport Report()
        {
            if (Found is { } found)
            {
                return Ended(false, Said(found)) with
                {
                    FirstBar = found.Bar, Time = bars.TimeAt(found.Bar), Method = found.Method, Cut = found.Cut, Before = states[found.Bar], After = found.After,
                };
            }

            if (_failure is null && _cuts.Count == 0) _failure = $"{Name} could not be proven: it failed whenever the data ended early, even after {_shortest} of {bars.Count} bars.";
            if (_failure is not null) return Ended(false, _failure);
            var left = _shortest > 0 ? $" It failed on data of {_shortest} bars and fewer, which were left out; WarmUpBars should say how many it needs." : "";
            return Ended(true, $"{Name} does not look ahead: no past state changed in {_cuts.Count} cuts of {bars.Symbol}'s {bars.Count} bars.{left}");
        }

        private string Name => StrategyRunner.Named(strategy, parameters);

        private LookAheadReport Ended(bool passed, string message) => new(strategy.Info.Key, parameters, passed, _cuts.Count, message);

        private string Said(Violation found)
        {
            var change = $"the state of bar {found.Bar} ({bars.TimeAt(found.Bar):yyyy-MM-ddTHH:mm:ssZ}) was {states[found.Bar]}, and became {found.After}";
            return found.Method switch
            {
                Repeated => $"{Name} gives other states when it runs again on the same data: {change}. Keep no state in fields, and draw nothing at random.",
                Truncated => $"{Name} looks ahead: {change} when the data ended after {found.Cut} bars.",
                _ => $"{Name} looks ahead: {change} when the bars from {found.Cut} on were replaced by random ones.",
            };
        }

        private void Compare(Bars changed, int cut, string method)
        {
            cancel.ThrowIfCancellationRequested();
            var again = _again.AsSpan(0, changed.Count);
            again.Clear();
            try
            {
                strategy.Decide(changed, parameters, again);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(failure, cut, method);
                return;
            }

            if (method == Truncated && cut < _shortest)
                _failure ??= $"{Name} could not be proven: it failed when the data ended after {_shortest} bars, though not when they ended after {cut}.";
            var bar = again[..cut].CommonPrefixLength(states);
            if (bar < cut && (Found is null || bar < Found.Bar)) Found = new(bar, method, cut, again[bar]);
        }

        // Without a warm-up to go by, a strategy may well need more bars than are left: that is no look-ahead.
        private void Failed(Exception failure, int cut, string method)
        {
            if (method == Truncated && strategy.WarmUpBars(parameters) <= 0)
            {
                _shortest = Math.Max(_shortest, cut);
                _cuts.Remove(cut);
                return;
            }

            var where = method switch { Repeated => "when it ran again on the same data", Truncated => $"when the data ended after {cut} bars", _ => $"when the bars from {cut} on were replaced by random ones" };
            _failure ??= $"{Name} could not be proven: it failed {where}, though not on the data as they are: {failure.GetType().Name}: {failure.Message}";
        }
    }
}
