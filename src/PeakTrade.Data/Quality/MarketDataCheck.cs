using PeakTrade.Data.Backends;
using PeakTrade.Data.Csv;

namespace PeakTrade.Data.Quality;

/// <summary>Reads market data as they are, bad rows and all, and says of each instrument what is to be known of them.</summary>
public static class MarketDataCheck
{
    /// <summary>Findings of a kind that a report keeps; its counts are true.</summary>
    public const int MostKept = BrokenRows.MostKept;

    /// <summary>Every kind of finding.</summary>
    public static IReadOnlyList<FindingKind> AllKinds { get; } = Enum.GetValues<FindingKind>();

    /// <summary>Refuses a zone that this machine does not know.</summary>
    public static void RequireZone(string timezone) => ZoneClock.Find(timezone);

    /// <summary>
    /// A report for each instrument of the data at an absolute path, as soon as it is read. Broken rows are findings; what cannot be read
    /// at all is a fault, thrown once the instruments that can be read are told.
    /// </summary>
    public static IEnumerable<MarketDataReport> Run(DataOptions options, string path, IReadOnlyCollection<FindingKind> kinds, CancellationToken cancel)
    {
        var faults = new List<PeakTradeException>();
        using var instruments = MarketData.ReadAll(options with { OnBadRow = OnBadRow.Drop }, path, cancel).GetEnumerator();
        while (Next(instruments, options.Symbol ?? BarFile.SymbolOf(path)) is { } instrument)
        {
            if (instrument.Data is { } data) yield return new Findings(instrument.Symbol, kinds).Of(data, options.Timezone, cancel).Report(data, path);
            else if (instrument.Error is { Kind.Id: "Data.BadRow" } refusal) yield return new Findings(instrument.Symbol, kinds).Of(refusal.BrokenRows).Report(null, path);
            else faults.Add(instrument.Error!);
        }

        if (faults.Count > 0) throw faults.Count == 1 ? faults[0] : faults[0].Kind.Because([.. faults.SelectMany(fault => fault.Faults)], path);
    }

    // A file without one good row is refused by its reader; here that is what is to be told.
    private static InstrumentRead? Next(IEnumerator<InstrumentRead> instruments, string symbol)
    {
        try
        {
            return instruments.MoveNext() ? instruments.Current : null;
        }
        catch (PeakTradeException refusal) when (refusal.Kind == FaultCatalogue.DataBadRow)
        {
            return new InstrumentRead(symbol, null, refusal);
        }
    }
}
