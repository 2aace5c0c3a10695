using PeakTrade.Data.Backends;
using PeakTrade.Engine;

namespace PeakTrade.Data;

/// <summary>Reads bars from files or a stream, by the contract of <c>docs/data.md</c>.</summary>
public static class MarketData
{
    /// <summary>Reads the one instrument of a file, a folder or a pattern, by its absolute path; <see cref="DataOptions.Path"/> is not looked at.</summary>
    public static BarData Read(DataOptions options, string path, CancellationToken cancel)
    {
        using var part = StageClock.Measure(RunStage.Load);
        using var source = BarSource.Open(options, path, cancel);
        return source.ReadOne(cancel);
    }

    /// <summary>Reads all instruments of a file, a folder or a pattern such as <c>data/*.parquet</c>, each as soon as it is read; <see cref="DataOptions.Path"/> is not looked at.</summary>
    public static IEnumerable<InstrumentRead> ReadAll(DataOptions options, string path, CancellationToken cancel) =>
        DataPaths.Split(path) is { Count: > 1 } paths ? ReadEach(options, paths, cancel) : ReadAll(() => BarSource.Open(options, path, cancel), cancel);

    /// <summary>Reads a stream, which stays open; <paramref name="name"/> stands in faults and, without its endings, for the symbol.</summary>
    public static BarData Read(Stream stream, string name, DataOptions options, CancellationToken cancel)
    {
        using var part = StageClock.Measure(RunStage.Load);
        using var source = BarSource.Open(options, stream, name, BarFile.SymbolOf(name), cancel);
        return source.ReadOne(cancel);
    }

    /// <summary>Reads all instruments of a stream, which stays open.</summary>
    public static IEnumerable<InstrumentRead> ReadAll(Stream stream, string name, DataOptions options, CancellationToken cancel) => ReadAll(() => BarSource.Open(options, stream, name, "stdin", cancel), cancel);

    // Each path by itself, so that a file that names no instrument gives it its own name; what is in two of them is nobody's guess.
    private static IEnumerable<InstrumentRead> ReadEach(DataOptions options, IReadOnlyList<string> paths, CancellationToken cancel)
    {
        var holders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            foreach (var read in ReadAll(() => BarSource.Open(options with { SymbolOnlyPicks = true }, path, cancel), cancel))
            {
                if (!holders.TryAdd(read.Symbol, path))
                    throw FaultCatalogue.DataFormat.Because($"{holders[read.Symbol]} and {path} both hold {read.Symbol}.", "Give each instrument once.", target: read.Symbol);
                yield return read;
            }
        }
    }

    // Instruments come one by one; what is done between them is no reading.
    private static IEnumerable<InstrumentRead> ReadAll(Func<BarSource> open, CancellationToken cancel)
    {
        using var source = Measured(open);
        using var reads = Measured(source.ReadAll(cancel).GetEnumerator);
        while (Measured(reads.MoveNext)) yield return reads.Current;
    }

    private static T Measured<T>(Func<T> work)
    {
        using var part = StageClock.Measure(RunStage.Load);
        return work();
    }
}
