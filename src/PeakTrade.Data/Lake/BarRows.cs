using System.Globalization;
using System.Text;
using PeakTrade.Data.Contract;
using PeakTrade.Data.Csv;

namespace PeakTrade.Data.Lake;

/// <summary>A row of bars as it comes down a pipeline: texts as a CSV has them, or typed values. What a row lacks is null.</summary>
public sealed record BarObject(object? Symbol, object? Time, object? Open, object? High, object? Low, object? Close, object? Volume);

/// <summary>Rows of a pipeline, in any order and of any instruments, held to the contract of <c>docs/data.md</c>; they count from 1.</summary>
public sealed class BarRows
{
    private const string Name = "pipeline";

    private readonly DataOptions _options;
    private readonly RowFaults _faults = new(new DataSource(Name, Name));
    private readonly ZoneClock _zone;
    private readonly TimeColumn _times;
    private readonly Dictionary<string, List<Row>> _rows = new(StringComparer.Ordinal);
    private int _unnamed;

    /// <summary>No rows yet. The options name the symbol of rows that name none, the zone of times that have none, and what is done with bad rows.</summary>
    public BarRows(DataOptions options)
    {
        _options = options;
        _zone = new ZoneClock(options.Timezone);
        _times = new TimeColumn(_zone);
    }

    /// <summary>Rows that were added.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a row; what is wrong with it is told by <see cref="Read"/>.</summary>
    public void Add(BarObject row)
    {
        Count++;
        if (Symbol(row.Symbol) is not { } symbol) return;
        if (!_rows.TryGetValue(symbol, out var rows)) _rows[symbol] = rows = [];
        var bar = default(BarRow);
        if (!Time(row.Time, rows.Count > 0 ? rows[^1].Bar.Ticks : -1, out bar.Ticks)) return;
        if (!Number(row.Open, "open", out bar.Open) || !Number(row.High, "high", out bar.High) || !Number(row.Low, "low", out bar.Low) || !Number(row.Close, "close", out bar.Close)) return;
        var hasVolume = !IsEmpty(row.Volume);
        if (hasVolume && !Number(row.Volume, "volume", out bar.Volume)) return;
        if (!DataContract.Holds(bar, -1))
        {
            var (column, message) = DataContract.Broken(bar, -1, "timestamp");
            Bad(DataContract.RuleOf(bar, -1), column, message);
            return;
        }

        rows.Add(new Row(bar, Count, hasVolume));
    }

    /// <summary>The instruments by name, each with its bars in order of time.</summary>
    /// <exception cref="PeakTradeException">Rows break the contract (<c>Data.BadRow</c>).</exception>
    public IEnumerable<InstrumentRead> Read()
    {
        if (Count > 0 && _unnamed == Count) throw FaultCatalogue.DataFormat.Because("the rows name no instrument.", "Give them a Symbol, or name one with -Symbol.", new Place(Name), Name);
        var instruments = new List<Bars>();
        foreach (var (symbol, rows) in _rows.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            if (rows.Count > 0) instruments.Add(ToBars(symbol, rows));
        }

        if (_faults.Count > 0 && (_options.OnBadRow == OnBadRow.Error || instruments.Count == 0)) throw _faults.Refuse();
        List<Fault> dropped = [.. _faults.Dropped()];
        foreach (var bars in instruments)
        {
            yield return new InstrumentRead(bars.Symbol, new BarData(bars, Count, _faults.Count, dropped), null);
            // They are all rows of one source, and told once.
            dropped = [];
        }
    }

    private Bars ToBars(string symbol, List<Row> rows)
    {
        rows.Sort(static (a, b) => a.Bar.Ticks != b.Bar.Ticks ? a.Bar.Ticks.CompareTo(b.Bar.Ticks) : a.Number.CompareTo(b.Number));
        var hasVolume = rows.Exists(row => row.HasVolume);
        var columns = new BarColumns(hasVolume);
        columns.Grow(rows.Count);
        Row? last = null;
        foreach (var row in rows)
        {
            if (hasVolume && !row.HasVolume) Bad(DataRule.Layout, "volume", "volume is empty, and other rows of the symbol have one.", row.Number);
            else if (last is not { } before || before.Bar.Ticks != row.Bar.Ticks) columns.Add((last = row).Value.Bar);
            else if (!Same(before.Bar, row.Bar)) Bad(DataRule.Duplicate, "timestamp", $"{symbol} at {ContractText.Time(row.Bar.Ticks)} is row {before.Number:N0} again, with other values.", row.Number);
        }

        return columns.ToBars(symbol, hasVolume);
    }

    private string? Symbol(object? given)
    {
        var symbol = IsEmpty(given) ? null : Convert.ToString(given, CultureInfo.InvariantCulture);
        if (symbol is null && _options.Symbol is null)
        {
            _unnamed++;
            Bad(DataRule.Layout, "symbol", "symbol is empty.");
            return null;
        }

        if (symbol is null || _options.Symbol is not { } wanted || symbol == wanted) return symbol ?? _options.Symbol;
        Bad(DataRule.Layout, "symbol", $"symbol {FieldText.Of(symbol)} is not the one that was named, {FieldText.Of(wanted)}.");
        return null;
    }

    private bool Time(object? given, long previous, out long ticks)
    {
        ticks = 0;
        switch (given)
        {
            case DateTime { Kind: DateTimeKind.Utc } time: ticks = time.Ticks; return true;
            case DateTime { Kind: DateTimeKind.Local } time: ticks = time.ToUniversalTime().Ticks; return true;
            case DateTime time: return Local(time, previous, out ticks);
            case DateTimeOffset time: ticks = time.UtcTicks; return true;
            case DateOnly day: return Local(day.ToDateTime(TimeOnly.MinValue), previous, out ticks);
        }

        var text = Encoding.UTF8.GetBytes(Text(given));
        var reading = _times.TryParse(text, previous, out ticks);
        return reading == TimeReading.Read || Bad(FieldText.RuleOf(reading), "timestamp", FieldText.NoTime("timestamp", text, reading, _options.Timezone));
    }

    private bool Local(DateTime time, long previous, out long ticks)
    {
        ticks = 0;
        if (_zone.ToUtc(time.Ticks, previous) is not { } utc || utc < 0 || utc > DateTime.MaxValue.Ticks)
            return Bad(DataRule.SkippedTime, "timestamp", FieldText.NoTime("timestamp", Encoding.UTF8.GetBytes(time.ToString("s", CultureInfo.InvariantCulture)), TimeReading.Skipped, _options.Timezone));
        ticks = utc;
        return true;
    }

    private bool Number(object? given, string column, out double value)
    {
        switch (given)
        {
            case double number: value = number; return true;
            case float or decimal or long or int or short or sbyte or byte or ushort or uint or ulong: value = Convert.ToDouble(given, CultureInfo.InvariantCulture); return true;
        }

        var text = Encoding.UTF8.GetBytes(Text(given));
        return ExactNumber.TryParse(text, out value) || Bad(DataRule.NotANumber, column, FieldText.NoNumber(column, text));
    }

    private static string Text(object? given) => Convert.ToString(given, CultureInfo.InvariantCulture)?.Trim() ?? "";

    private static bool IsEmpty(object? given) => given is null or DBNull or "";

    private static bool Same(in BarRow a, in BarRow b) => a.Open == b.Open && a.High == b.High && a.Low == b.Low && a.Close == b.Close && a.Volume == b.Volume;

    private bool Bad(DataRule rule, string column, string message) => Bad(rule, column, message, Count);

    private bool Bad(DataRule rule, string column, string message, int row)
    {
        _faults.Add(new BrokenRow(row, rule, column, null, message));
        return false;
    }

    private readonly record struct Row(BarRow Bar, int Number, bool HasVolume);
}
