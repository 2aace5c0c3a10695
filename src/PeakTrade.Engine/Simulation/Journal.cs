using System.Globalization;

namespace PeakTrade.Engine.Simulation;

/// <summary>Why an order ended as it did; <see cref="Journal"/> turns it and its numbers into a sentence when somebody reads.</summary>
internal enum Reason : byte
{
    StateChanged,
    CutToLeverage,
    CutToGross,
    LevelReached,
    LevelGapped,
    LevelAmbiguous,
    MarginReached,
    MarginGapped,
    PositionClosed,
    NoBarAfterSignal,
    DataEnded,
    ShortsNotAllowed,
    NoEquity,
    SizeRoundsToZero,
    AtrNotKnown,
    VolatilityNotKnown,
    NoStopDistance,
    PositionsFull,
    NoRoomBeside,
    Delisted,
}

/// <summary>Order intents in the order they were made, and how each ended. Where rows are given, each bar is told by its row.</summary>
internal sealed class Journal(Bars bars, int room, int[]? rows = null)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private Entry[] _entries = new Entry[room];

    public int Count { get; private set; }

    public int Add(OrderKind kind, Side side, int signalBar)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Math.Max(16, _entries.Length * 2));
        _entries[Count] = new Entry { Kind = kind, Side = side, SignalBar = signalBar, Level = double.NaN };
        return Count++;
    }

    public void Filled(int order, int bar, Reason reason, double units, in Fill fill, double level = double.NaN, double detail = 0)
    {
        ref var entry = ref End(order, bar, OrderStatus.Filled, reason, units, level);
        (entry.FillPrice, entry.Fee, entry.Slippage, entry.Detail) = (fill.Price, fill.Fee, fill.Slippage, detail);
    }

    public void Ended(int order, int bar, OrderStatus status, Reason reason, double units, double level = double.NaN, double detail = 0) =>
        End(order, bar, status, reason, units, level).Detail = detail;

    public IReadOnlyList<Order> ToOrders()
    {
        var orders = new Order[Count];
        for (var i = 0; i < Count; i++) orders[i] = ToOrder(i, _entries[i]);
        return orders;
    }

    private int Row(int bar) => rows is null ? bar : rows[bar];

    private ref Entry End(int order, int bar, OrderStatus status, Reason reason, double units, double level)
    {
        ref var entry = ref _entries[order];
        (entry.EndBar, entry.Status, entry.Reason, entry.Units, entry.Level) = (bar, status, reason, units, level);
        return ref entry;
    }

    private Order ToOrder(int index, in Entry entry) => new()
    {
        Number = index + 1,
        Symbol = bars.Symbol,
        SignalBar = Row(entry.SignalBar),
        SignalTime = bars.TimeAt(entry.SignalBar),
        Kind = entry.Kind,
        Side = entry.Side,
        Units = entry.Units,
        Level = double.IsNaN(entry.Level) ? null : entry.Level,
        DecisionPrice = double.IsNaN(entry.Level) ? bars.Close[entry.SignalBar] : entry.Level,
        Status = entry.Status,
        Reason = Sentence(entry),
        EndBar = Row(entry.EndBar),
        EndTime = bars.TimeAt(entry.EndBar),
        FillPrice = entry.Status == OrderStatus.Filled ? entry.FillPrice : null,
        Fee = entry.Fee,
        Slippage = entry.Slippage,
    };

    private string Sentence(in Entry e) => e.Reason switch
    {
        Reason.StateChanged => string.Create(Invariant, $"state changed at bar {Row(e.SignalBar)}"),
        Reason.CutToLeverage => string.Create(Invariant, $"state changed at bar {Row(e.SignalBar)}; cut from {e.Detail} units to the leverage cap"),
        Reason.CutToGross => string.Create(Invariant, $"state changed at bar {Row(e.SignalBar)}; cut from {e.Detail} units to what the gross exposure leaves"),
        Reason.LevelReached => string.Create(Invariant, $"level {e.Level} reached: low {bars.Low[e.EndBar]}, high {bars.High[e.EndBar]}"),
        Reason.LevelGapped => string.Create(Invariant, $"level {e.Level} gapped through: open {bars.Open[e.EndBar]}"),
        Reason.LevelAmbiguous => string.Create(Invariant, $"level {e.Level} reached in an ambiguous bar, which holds the opposite level as well: low {bars.Low[e.EndBar]}, high {bars.High[e.EndBar]}"),
        Reason.MarginReached => string.Create(Invariant, $"equity down to the maintenance margin at {e.Level}: low {bars.Low[e.EndBar]}, high {bars.High[e.EndBar]}"),
        Reason.MarginGapped => string.Create(Invariant, $"equity below the maintenance margin of {e.Level} at the open {bars.Open[e.EndBar]}"),
        Reason.PositionClosed => string.Create(Invariant, $"the position was closed at bar {Row(e.EndBar)} by another order"),
        Reason.NoBarAfterSignal => "the data end before a bar at which it could fill",
        Reason.DataEnded => "the data end with the position open",
        Reason.ShortsNotAllowed => "allow_short is false",
        Reason.NoEquity => string.Create(Invariant, $"no equity to size on: {e.Detail}"),
        Reason.SizeRoundsToZero => string.Create(Invariant, $"the size comes to less than one lot or the fee: {e.Detail} units"),
        Reason.AtrNotKnown => string.Create(Invariant, $"the average true range is not known yet at bar {Row(e.SignalBar)}"),
        Reason.NoStopDistance => string.Create(Invariant, $"the distance to the stop loss is 0 at bar {Row(e.SignalBar)}, so no size bears the risk"),
        Reason.PositionsFull => string.Create(Invariant, $"max_positions: {e.Detail} are held already"),
        Reason.NoRoomBeside => string.Create(Invariant, $"the gross exposure of the positions that are held leaves {e.Detail}, less than one lot or the fee"),
        Reason.Delisted => "the instrument's data end at this bar",
        _ => string.Create(Invariant, $"the volatility is zero or not known yet at bar {Row(e.SignalBar)}"),
    };

    private struct Entry
    {
        public OrderKind Kind;
        public Side Side;
        public OrderStatus Status;
        public Reason Reason;
        public int SignalBar, EndBar;
        public double Units, Level, FillPrice, Fee, Slippage, Detail;
    }
}
