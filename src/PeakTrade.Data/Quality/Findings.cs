using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Quality;

/// <summary>What is found in one instrument's data, of the kinds that are looked for.</summary>
internal sealed class Findings(string symbol, IReadOnlyCollection<FindingKind> kinds)
{
    private const int MostKept = MarketDataCheck.MostKept;

    private readonly Dictionary<FindingKind, int> _counts = kinds.ToDictionary(kind => kind, _ => 0);
    private readonly List<MarketDataFinding> _found = [];

    public Findings Of(BarData data, string timezone, CancellationToken cancel)
    {
        var bars = data.Bars;
        if (Wants(FindingKind.Gap)) Add(Gaps.Find(bars.UtcTicks, MostKept), data);
        if (Wants(FindingKind.Outlier)) Add(new Outliers(bars, MostKept).Find(cancel), data);
        if (Wants(FindingKind.ZeroVolume)) Add(StillBars.Find(bars.Volume, MostKept), data);
        Of(data.Broken);
        if (Wants(FindingKind.TimezoneDoubt)) Add([.. TimezoneDoubts.Of(bars, data.Broken, timezone)]);
        return this;
    }

    public Findings Of(BrokenRows broken)
    {
        foreach (var (rule, count) in broken.Counts) Count(KindOf(rule), count);
        var told = new Dictionary<FindingKind, int>();
        foreach (var row in broken.Kept)
        {
            var kind = KindOf(row.Rule);
            if (!Wants(kind) || told.GetValueOrDefault(kind) == MostKept) continue;
            told[kind] = told.GetValueOrDefault(kind) + 1;
            _found.Add(new MarketDataFinding(symbol, kind, row.Message) { File = row.File, Row = row.Row, Time = row.Time, Column = row.Column, Rule = row.Rule });
        }

        return this;
    }

    public MarketDataReport Report(BarData? data, string path)
    {
        var ticks = data is null ? [] : data.Bars.UtcTicks;
        return new MarketDataReport
        {
            Symbol = symbol,
            Path = path,
            Bars = ticks.Length,
            From = data?.Bars.TimeAt(0),
            To = data?.Bars.TimeAt(ticks.Length - 1),
            Interval = ticks.Length < 2 ? null : new TimeSpan(Spacing.Usual(ticks)),
            Gaps = CountOf(FindingKind.Gap),
            Outliers = CountOf(FindingKind.Outlier),
            ZeroVolume = CountOf(FindingKind.ZeroVolume),
            Duplicates = CountOf(FindingKind.Duplicate),
            Unsorted = CountOf(FindingKind.Unsorted),
            BadRows = CountOf(FindingKind.BadRow),
            TimezoneDoubts = CountOf(FindingKind.TimezoneDoubt),
            Findings = [.. _found.OrderBy(finding => finding.Kind)],
        };
    }

    private static FindingKind KindOf(DataRule rule) => rule switch
    {
        DataRule.Duplicate => FindingKind.Duplicate,
        DataRule.Unsorted => FindingKind.Unsorted,
        _ => FindingKind.BadRow,
    };

    private bool Wants(FindingKind kind) => _counts.ContainsKey(kind);

    private int? CountOf(FindingKind kind) => _counts.TryGetValue(kind, out var count) ? count : null;

    private void Count(FindingKind kind, int more)
    {
        if (_counts.TryGetValue(kind, out var count)) _counts[kind] = count + more;
    }

    private void Add(Gaps gaps, BarData data)
    {
        var ticks = data.Bars.UtcTicks;
        Count(FindingKind.Gap, gaps.Bars.Count);
        foreach (var bar in gaps.Bars.Kept)
        {
            var length = ticks[bar] - ticks[bar - 1];
            _found.Add(At(bar, data, FindingKind.Gap, $"no bar for {ContractText.Span(length)} before this one; the usual time from bar to bar is {ContractText.Span(gaps.Usual)}.") with
            {
                Value = (double)length / TimeSpan.TicksPerSecond,
                Expected = (double)gaps.Usual / TimeSpan.TicksPerSecond,
            });
        }
    }

    private void Add(Outliers outliers, BarData data)
    {
        Count(FindingKind.Outlier, outliers.Count);
        foreach (var (bar, column, price, expected, message) in outliers.Kept)
            _found.Add(At(bar, data, FindingKind.Outlier, message) with { Column = column, Value = price, Expected = expected });
    }

    private void Add(FoundBars still, BarData data)
    {
        Count(FindingKind.ZeroVolume, still.Count);
        foreach (var bar in still.Kept) _found.Add(At(bar, data, FindingKind.ZeroVolume, "the bar has no volume.") with { Column = "volume", Value = 0 });
    }

    private void Add(IReadOnlyList<TimezoneDoubt> doubts)
    {
        Count(FindingKind.TimezoneDoubt, doubts.Count);
        foreach (var doubt in doubts)
            _found.Add(new MarketDataFinding(symbol, FindingKind.TimezoneDoubt, doubt.Message) { Time = doubt.Ticks is { } ticks ? new DateTime(ticks, DateTimeKind.Utc) : null });
    }

    private MarketDataFinding At(int bar, BarData data, FindingKind kind, string message) =>
        new(symbol, kind, message) { File = data.PlaceOf?.Invoke(bar).File, Row = data.PlaceOf?.Invoke(bar).Row, Time = data.Bars.TimeAt(bar) };
}
