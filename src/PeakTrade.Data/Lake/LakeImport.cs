using System.Globalization;
using PeakTrade.Data.Contract;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Lake;

/// <summary>One import under way: instrument after instrument is compared with what the lake holds, and what is new is staged.</summary>
/// <param name="lake">The lake, which no other import changes meanwhile.</param>
/// <param name="options">What the user asked for.</param>
/// <param name="staging">Takes the new files; null for a dry run.</param>
/// <param name="cancel">Ends it, with nothing done.</param>
internal sealed class LakeImport(LakeFolder lake, LakeImportOptions options, LakeStaging? staging, CancellationToken cancel) : IDisposable
{
    private readonly DuckDbConnection _connection = DuckDbDatabase.Shared.Connect();
    private readonly Dictionary<string, LakeImportResult> _results = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<Fault> _conflicts = [];
    // What a dry run would have staged.
    private readonly Dictionary<(string Symbol, int Year), Bars> _planned = [];

    /// <summary>What comes of each instrument, in the order they came.</summary>
    public IReadOnlyList<LakeImportResult> Results => [.. _order.Select(symbol => _results[symbol])];

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    /// <summary>Compares an instrument's bars with the lake, and stages what changes.</summary>
    public void Take(Bars bars)
    {
        var folder = lake.FolderOf(bars.Symbol);
        CheckTimes(bars);
        var years = Years(bars);
        var merges = Compare(bars, years, folder);
        if (merges.Count < years.Count) return;

        var tally = Tally(bars, merges, folder);
        if (options.Approve?.Invoke(tally) == false) return;
        Count(tally);
        // Nothing will be written any more; the comparison goes on, so that all conflicts are told at once.
        if (_conflicts.Count > 0) return;
        foreach (var (year, merge) in merges) Stage(year, merge);
    }

    /// <summary>Throws the conflicts of all instruments.</summary>
    public void ThrowConflicts()
    {
        if (_conflicts.Count > 0) throw FaultCatalogue.LakeConflict.Because(_conflicts, options.Source);
    }

    private static void CheckTimes(Bars bars)
    {
        for (var bar = 0; bar < bars.Count; bar++)
        {
            if (bars.UtcTicks[bar] % TimeSpan.TicksPerMicrosecond == 0) continue;
            throw FaultCatalogue.DataBadRow.Because(
                $"{bars.Symbol}: the time {ContractText.Time(bars.UtcTicks[bar])} is finer than a microsecond, and the lake keeps microseconds.",
                "Round the times to microseconds first.", target: bars.Symbol);
        }
    }

    private static List<Slice> Years(Bars bars)
    {
        var years = new List<Slice>();
        for (var start = 0; start < bars.Count;)
        {
            var year = bars.TimeAt(start).Year;
            var end = bars.Count;
            if (year < DateTime.MaxValue.Year)
            {
                end = bars.UtcTicks.BinarySearch(new DateTime(year + 1, 1, 1).Ticks);
                if (end < 0) end = ~end;
            }

            years.Add(new Slice(year, Part(bars, start, end)));
            start = end;
        }

        return years;
    }

    private static Bars Part(Bars bars, int start, int end)
    {
        if (start == 0) return bars.First(end);
        return new Bars(
            bars.Symbol, bars.UtcTicks[start..end].ToArray(), bars.Open[start..end].ToArray(), bars.High[start..end].ToArray(),
            bars.Low[start..end].ToArray(), bars.Close[start..end].ToArray(), bars.HasVolume ? bars.Volume[start..end].ToArray() : null);
    }

    // A merge for each year, or fewer where there is a conflict.
    private List<(int Year, Merge Merge)> Compare(Bars bars, List<Slice> years, string folder)
    {
        var merges = new List<(int Year, Merge Merge)>(years.Count);
        var files = StoredFiles(folder);
        var contents = LakeFile.Contents(_connection, [.. years.Where(year => files.ContainsKey(year.Year)).Select(year => files[year.Year])], cancel);
        var (replaced, kept) = (0, 0);
        var differences = new List<string>();
        foreach (var (year, given) in years)
        {
            var merge = Compare(year, given, files, contents);
            merges.Add((year, merge));
            if (merge.Compared is not { } compared) continue;
            (replaced, kept) = (replaced + compared.Replaced, kept + compared.Kept);
            differences.AddRange(compared.Differences);
        }

        var whole = kept == 0 && files.Keys.All(year => years.Any(given => given.Year == year));
        var conflict = HasOtherVolume(bars, merges, files) switch
        {
            true when !(options.Force && whole) => VolumeConflict(bars, folder),
            false when replaced > 0 && !options.Force => ValueConflict(bars.Symbol, replaced, differences),
            _ => null,
        };
        if (conflict is null) return merges;
        _conflicts.Add(conflict);
        return [];
    }

    private Merge Compare(int year, Bars given, Dictionary<int, string> files, Dictionary<string, string> contents)
    {
        if (_planned.TryGetValue((given.Symbol, year), out var planned)) return new Merge(given, LakeMerge.Of(planned, given), null);
        if (staging?.FileOf(given.Symbol, year) is { } staged) return new Merge(given, LakeMerge.Of(LakeFile.Read(_connection, given.Symbol, staged, cancel), given), null);
        if (!files.TryGetValue(year, out var file)) return new Merge(given, null, null);

        var content = DataHash.Of(given);
        if (contents.TryGetValue(file, out var stored) && stored == content) return new Merge(given, null, content) { IsThere = true };
        return new Merge(given, LakeMerge.Of(LakeFile.Read(_connection, given.Symbol, file, cancel), given), content);
    }

    // An instrument has volumes in all of its files or in none, so that any of them answers.
    private bool HasOtherVolume(Bars bars, List<(int Year, Merge Merge)> merges, Dictionary<int, string> files)
    {
        if (merges.Any(m => m.Merge.IsThere)) return false;
        if (merges.Select(m => m.Merge.Compared).FirstOrDefault(compared => compared is not null) is { } one) return one.VolumeDiffers;
        foreach (var ((symbol, _), planned) in _planned)
        {
            if (symbol == bars.Symbol) return planned.HasVolume != bars.HasVolume;
        }

        if (staging?.AnyOf(bars.Symbol) is { } staged) return LakeFile.HasVolume(_connection, staged, cancel) != bars.HasVolume;
        return files.Count > 0 && LakeFile.HasVolume(_connection, files.First().Value, cancel) != bars.HasVolume;
    }

    private LakeImportResult Tally(Bars bars, List<(int Year, Merge Merge)> merges, string folder)
    {
        var (added, unchanged, replaced) = (0, 0, 0);
        foreach (var (_, merge) in merges)
        {
            added += merge.Compared?.Added ?? (merge.IsThere ? 0 : merge.Given.Count);
            unchanged += merge.Compared?.Unchanged ?? (merge.IsThere ? merge.Given.Count : 0);
            replaced += merge.Compared?.Replaced ?? 0;
        }

        return new LakeImportResult(bars.Symbol, bars.Count, added, unchanged, replaced, bars.TimeAt(0), bars.TimeAt(bars.Count - 1), options.Source, folder);
    }

    // A folder may hold several files of one instrument.
    private void Count(LakeImportResult tally)
    {
        if (!_results.TryGetValue(tally.Symbol, out var before))
        {
            _order.Add(tally.Symbol);
            _results[tally.Symbol] = tally;
            return;
        }

        _results[tally.Symbol] = before with
        {
            Rows = before.Rows + tally.Rows,
            Added = before.Added + tally.Added,
            Unchanged = before.Unchanged + tally.Unchanged,
            Replaced = before.Replaced + tally.Replaced,
            From = before.From < tally.From ? before.From : tally.From,
            To = before.To > tally.To ? before.To : tally.To,
        };
    }

    private void Stage(int year, Merge merge)
    {
        if (merge.IsThere || merge.Compared is { Added: 0, Replaced: 0 }) return;
        var bars = merge.Compared?.Merged() ?? merge.Given;
        if (staging is null) _planned[(bars.Symbol, year)] = bars;
        else staging.Add(bars, year, merge.Compared is null or { Kept: 0 } ? merge.Content : null);
    }

    private static Dictionary<int, string> StoredFiles(string folder)
    {
        var files = new Dictionary<int, string>();
        if (!Directory.Exists(folder)) return files;
        foreach (var year in Directory.GetDirectories(folder, "year=*").Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(year, LakeFolder.BarsFile);
            if (int.TryParse(Path.GetFileName(year)["year=".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && File.Exists(file)) files[number] = file;
        }

        return files;
    }

    private static Fault ValueConflict(string symbol, int replaced, List<string> differences)
    {
        var told = string.Join("; ", differences.Take(3));
        return new Fault(
            $"{symbol}: {replaced:N0} {(replaced == 1 ? "bar has" : "bars have")} other values in the lake than in the data: {told}{(replaced > 3 ? $"; and {replaced - 3:N0} more" : "")}. Nothing was imported.",
            "Use -Force (--force) to replace them.");
    }

    private Fault VolumeConflict(Bars bars, string folder) => new(
        $"{bars.Symbol}: {(bars.HasVolume ? "the data have volumes, and the lake holds none" : "the lake holds volumes, and the data have none")}. Nothing was imported.",
        options.Force
            ? $"An instrument has volumes in all its bars or in none: import data with every time that the lake holds, or remove {folder} first."
            : "Use -Force (--force) to replace all of its bars, with data that have every time the lake holds.");

    private sealed record Slice(int Year, Bars Bars);

    /// <param name="Given">The data's bars of the year.</param>
    /// <param name="Compared">How they go with those that are there; null where none are, or all are the same.</param>
    /// <param name="Content">Their hash, where it is known.</param>
    private sealed record Merge(Bars Given, LakeMerge? Compared, string? Content)
    {
        /// <summary>Whether the lake's file holds exactly these bars.</summary>
        public bool IsThere { get; init; }
    }
}
