namespace PeakTrade.Engine;

/// <summary>
/// The bars of many instruments on one line of time: a row for each time at which any of them has a bar. Made once, shared by all runs over it, and never changed.
/// </summary>
public sealed class Universe
{
    private readonly Bars[] _instruments;
    private readonly string[] _symbols;
    private readonly long[] _ticks;
    private readonly int[] _bars; // rows x instruments: the number of the instrument's bar at that row, or -1
    private readonly int[] _first, _last;
    private readonly Lazy<Bars> _index;

    private Universe(string name, Bars[] instruments)
    {
        (Name, _instruments, _symbols) = (name, instruments, Array.ConvertAll(instruments, bars => bars.Symbol));
        _ticks = instruments.Aggregate(Array.Empty<long>(), (times, bars) => Timeline.Join(times, bars.UtcTicks));
        _bars = new int[checked(_ticks.Length * instruments.Length)];
        Array.Fill(_bars, -1);
        (_first, _last) = (new int[instruments.Length], new int[instruments.Length]);
        for (var i = 0; i < instruments.Length; i++) Lay(i);
        _index = new Lazy<Bars>(MakeIndex);
    }

    private Universe(Universe same, string name)
    {
        (Name, _instruments, _symbols, _ticks, _bars, _first, _last) = (name, same._instruments, same._symbols, same._ticks, same._bars, same._first, same._last);
        _index = new Lazy<Bars>(() => same.Index.Named(name));
    }

    /// <summary>What it is called: the symbol of its portfolios' results.</summary>
    public string Name { get; }

    /// <summary>The instruments in order of their names.</summary>
    public IReadOnlyList<Bars> Instruments => _instruments;

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Symbols => _symbols;

    /// <summary>How many instruments there are.</summary>
    public int Count => _instruments.Length;

    /// <summary>How many times there are.</summary>
    public int Rows => _ticks.Length;

    /// <summary>The times, as <see cref="DateTime.Ticks"/> in UTC.</summary>
    public ReadOnlySpan<long> UtcTicks => _ticks;

    /// <summary>A universe of these instruments, one at least, each with a bar at least.</summary>
    public static Universe Of(string name, IEnumerable<Bars> instruments)
    {
        var sorted = instruments.OrderBy(bars => bars.Symbol, StringComparer.Ordinal).ToArray();
        if (sorted.Length == 0) throw FaultCatalogue.DataEmpty.Because($"The universe {name} holds no instrument.", target: name);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].Count == 0) throw FaultCatalogue.DataEmpty.Because($"{sorted[i].Symbol}: there are no bars to run on.", target: sorted[i].Symbol);
            if (i > 0 && sorted[i].Symbol == sorted[i - 1].Symbol)
                throw FaultCatalogue.DataFormat.Because($"The data hold {sorted[i].Symbol} twice.", "Name a folder or pattern in which every instrument comes once.", target: sorted[i].Symbol);
        }

        return new Universe(name, sorted);
    }

    /// <summary>The same universe by another name; shares all it holds.</summary>
    public Universe Named(string name) => name == Name ? this : new Universe(this, name);

    /// <summary>A time by its row, in UTC.</summary>
    public DateTime TimeAt(int row) => new(_ticks[row], DateTimeKind.Utc);

    /// <summary>The number of each instrument's bar at a row; -1 where it has none.</summary>
    public ReadOnlySpan<int> BarsAt(int row) => _bars.AsSpan(row * _instruments.Length, _instruments.Length);

    /// <summary>The row of an instrument's first bar.</summary>
    public int FirstRow(int instrument) => _first[instrument];

    /// <summary>The row of an instrument's last bar.</summary>
    public int LastRow(int instrument) => _last[instrument];

    /// <summary>The first row at or after a moment; <see cref="Rows"/> where all come before.</summary>
    public int RowFrom(DateTime moment)
    {
        var row = _ticks.AsSpan().BinarySearch(moment.Ticks);
        return row >= 0 ? row : ~row;
    }

    /// <summary>
    /// An index of the universe to measure portfolios against: a close a row, which grows by the mean return of the instruments that have a bar there and one
    /// before, all weighing the same.
    /// </summary>
    public Bars Index => _index.Value;

    private Bars MakeIndex()
    {
        var market = new MarketReturns();
        foreach (var bars in _instruments) market.Add(bars);
        var (levels, returns) = (new double[_ticks.Length], new double[_ticks.Length]);
        Array.Fill(levels, 1);
        market.Fill(new Bars(Name, _ticks, levels, levels, levels, levels, volume: null), returns);
        for (var i = 1; i < levels.Length; i++) levels[i] = levels[i - 1] * (1 + (double.IsFinite(returns[i]) ? returns[i] : 0));
        return new Bars(Name, _ticks, levels, levels, levels, levels);
    }

    private void Lay(int instrument)
    {
        var ticks = _instruments[instrument].UtcTicks;
        var row = 0;
        for (var bar = 0; bar < ticks.Length; bar++, row++)
        {
            while (_ticks[row] != ticks[bar]) row++;
            _bars[row * _instruments.Length + instrument] = bar;
            if (bar == 0) _first[instrument] = row;
            _last[instrument] = row;
        }
    }
}
