using System.Runtime.CompilerServices;
using PeakTrade.Engine;

namespace PeakTrade.Operations.Tests.Batches;

/// <summary>What the runs of a batch share.</summary>
public sealed class SharedInstrumentsTests : IDisposable
{
    private readonly BatchPlace _place = new(bars: 60);

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_factor_is_computed_once_for_each_instrument_however_many_runs_ask_at_once()
    {
        var factor = new Counted(BuiltInFactors.Get("reversal_5d"));
        var shared = new SharedInstruments(_place.Desktop, default);
        shared.Expect(Key());
        var set = shared.Get(Key());

        var panels = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => set.Panel(factor)).ToList();

        Assert.All(panels, panel => Assert.Same(panels[0], panel));
        Assert.Equal(BatchPlace.Symbols.Length, factor.Computed);
    }

    [Fact]
    public void Data_stay_as_long_as_a_run_needs_them()
    {
        var shared = new SharedInstruments(_place.Desktop, default);
        shared.Expect(Key());
        shared.Expect(Key());
        var set = shared.Get(Key());

        shared.Release(Key());

        Assert.Same(set, shared.Get(Key()));
    }

    [Fact]
    public void Data_are_let_go_after_the_last_run_that_needs_them_so_that_many_folders_take_the_memory_of_one()
    {
        var shared = new SharedInstruments(_place.Desktop, default);
        var used = BatchPlace.Symbols.Select(symbol => Use(shared, Key(symbol))).ToList();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.All(used, set => Assert.False(set.IsAlive));
        GC.KeepAlive(shared);
    }

    // A method of its own, so that no local outlives it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Use(SharedInstruments shared, InstrumentKey key)
    {
        shared.Expect(key);
        var set = shared.Get(key);
        _ = set.Universe("all").Rows;
        _ = set.Panel(BuiltInFactors.Get("reversal_5d"));
        shared.Release(key);
        return new WeakReference(set);
    }

    private InstrumentKey Key(string symbol = "") => new(_place.Desktop.PathTo("data"), new DataOptions(), symbol);

    private sealed class Counted(IFactor factor) : IFactor
    {
        private int _computed;

        public int Computed => _computed;

        public string Name => factor.Name;

        public void Compute(Bars bars, ReadOnlySpan<double> market, Span<double> values)
        {
            Interlocked.Increment(ref _computed);
            factor.Compute(bars, market, values);
        }
    }
}
