using System.Globalization;
using System.Runtime.InteropServices;
using PeakTrade.Engine.Simulation;

namespace PeakTrade.Engine;

/// <summary>Why an order of a portfolio ended as it did (docs/portfolios.md, "How orders end").</summary>
internal enum PortfolioReason : byte
{
    Rebalanced,
    MarginReached,
    DataOfInstrumentEnd,
    ShortsNotAllowed,
    SizeRoundsToZero,
    NoRoom,
    NoEquity,
    NoBar,
    LastBar,
    DataEnded,
}

/// <summary>The order intents of a portfolio in the order they were made, and how each ended.</summary>
internal sealed class PortfolioJournal(Universe universe, PortfolioOptions portfolio, int from)
{
    private const int Chunk = 512;
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private readonly List<Entry[]> _chunks = [];
    private readonly int[] _refusals = new int[Enum.GetValues<PortfolioReason>().Length];

    public int Count { get; private set; }

    /// <summary>How many orders were not filled, by reason, in a fixed order.</summary>
    public IEnumerable<(PortfolioReason Reason, int Count)> Refusals => Enum.GetValues<PortfolioReason>().Select(r => (r, _refusals[(int)r])).Where(r => r.Item2 > 0);

    public void Filled(in Intent intent, int row, PortfolioReason reason, double units, in Fill fill)
    {
        ref var entry = ref Add(intent, row, OrderStatus.Filled, reason, units);
        (entry.FillPrice, entry.Fee, entry.Slippage) = (fill.Price, fill.Fee, fill.Slippage);
    }

    public void Refused(in Intent intent, int row, OrderStatus status, PortfolioReason reason, double units)
    {
        Add(intent, row, status, reason, units);
        _refusals[(int)reason]++;
    }

    public IReadOnlyList<Order> ToOrders()
    {
        var orders = new Order[Count];
        for (var i = 0; i < Count; i++) orders[i] = ToOrder(i, _chunks[i / Chunk][i % Chunk]);
        return orders;
    }

    // Chunks: a journal that moves house each time it is full costs more than all that is written in it.
    private ref Entry Add(in Intent intent, int row, OrderStatus status, PortfolioReason reason, double units)
    {
        if (Count == _chunks.Count * Chunk) _chunks.Add(new Entry[Chunk]);
        ref var entry = ref _chunks[^1][Count++ % Chunk];
        (entry.Intent, entry.EndRow, entry.Status, entry.Reason, entry.Units) = (intent, row, status, reason, units);
        return ref entry;
    }

    private Order ToOrder(int index, in Entry entry) => new()
    {
        Number = index + 1,
        Symbol = universe.Symbols[entry.Intent.Instrument],
        SignalBar = entry.Intent.SignalRow - from,
        SignalTime = universe.TimeAt(entry.Intent.SignalRow),
        Kind = entry.Intent.Kind,
        Side = entry.Intent.Side,
        Units = entry.Units,
        DecisionPrice = CloseAt(entry.Intent.Instrument, entry.Intent.SignalRow),
        Status = entry.Status,
        Reason = Sentence(entry),
        EndBar = entry.EndRow - from,
        EndTime = universe.TimeAt(entry.EndRow),
        FillPrice = entry.Status == OrderStatus.Filled ? entry.FillPrice : null,
        Fee = entry.Fee,
        Slippage = entry.Slippage,
    };

    // Nothing is ordered of an instrument before its first bar.
    private double CloseAt(int instrument, int row)
    {
        while (universe.BarsAt(row)[instrument] < 0) row--;
        return universe.Instruments[instrument].Close[universe.BarsAt(row)[instrument]];
    }

    private string Sentence(in Entry e) => e.Reason switch
    {
        PortfolioReason.Rebalanced => Rebalance(e.Intent),
        PortfolioReason.MarginReached => string.Create(Invariant, $"equity {e.Intent.Wanted:0.######} is down to the maintenance margin of positions worth {e.Intent.Held:0.######} at the close of bar {e.Intent.SignalRow - from}"),
        PortfolioReason.DataOfInstrumentEnd => string.Create(Invariant, $"the data of {universe.Symbols[e.Intent.Instrument]} end at bar {e.EndRow - from}"),
        PortfolioReason.ShortsNotAllowed => string.Create(Invariant, $"allow_short is false, and the weight wanted is {e.Intent.Wanted:0.######}"),
        PortfolioReason.SizeRoundsToZero => string.Create(Invariant, $"the size comes to less than one lot or the fee: {e.Units:0.######} units, from weight {e.Intent.Held:0.######} to {e.Intent.Target:0.######}"),
        PortfolioReason.NoRoom => string.Create(Invariant, $"what is kept leaves no room within max_gross_exposure {portfolio.MaxGrossExposure ?? 1} for weight {e.Intent.Target:0.######}"),
        PortfolioReason.NoEquity => string.Create(Invariant, $"no equity to hold a position on: {e.Intent.Held:0.######}"),
        PortfolioReason.NoBar => string.Create(Invariant, $"no bar at {universe.TimeAt(e.EndRow):yyyy-MM-dd HH:mm}, from weight {e.Intent.Held:0.######} to {e.Intent.Wanted:0.######}"),
        PortfolioReason.LastBar => string.Create(Invariant, $"bar {e.EndRow - from} is the last of {universe.Symbols[e.Intent.Instrument]}: what is held is sold at its close"),
        _ => "the data end with the position open",
    };

    private string Rebalance(in Intent i) => (i.Target == i.Wanted, i.Share < 1 - PortfolioSimulation.Rounding) switch
    {
        (true, false) => string.Create(Invariant, $"rebalance from weight {i.Held:0.######} to {i.Target:0.######}"),
        (true, true) => string.Create(Invariant, $"rebalance from weight {i.Held:0.######} to {i.Target:0.######}; cut to {i.Share:0.######} of it within max_gross_exposure {portfolio.MaxGrossExposure ?? 1}"),
        (false, false) => string.Create(Invariant, $"rebalance from weight {i.Held:0.######} to {i.Target:0.######} of the {i.Wanted:0.######} wanted, within max_turnover {portfolio.MaxTurnover}"),
        _ => string.Create(Invariant, $"rebalance from weight {i.Held:0.######} to {i.Target:0.######} of the {i.Wanted:0.######} wanted, within max_turnover {portfolio.MaxTurnover}; cut to {i.Share:0.######} of it within max_gross_exposure {portfolio.MaxGrossExposure ?? 1}"),
    };

    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public Intent Intent;
        public int EndRow;
        public OrderStatus Status;
        public PortfolioReason Reason;
        public double Units, FillPrice, Fee, Slippage;
    }
}

/// <summary>What an order is for.</summary>
/// <param name="Instrument">Of which instrument.</param>
/// <param name="Kind">Whether it opens or closes, and why.</param>
/// <param name="Side">The side of the position that it opens or closes.</param>
/// <param name="SignalRow">The row whose data made it.</param>
/// <param name="Held">The weight before it; for a liquidation the gross worth; without equity what there is of it.</param>
/// <param name="Wanted">The weight that the rule wants; for a liquidation the equity.</param>
/// <param name="Target">The weight that the turnover cap leaves of it.</param>
/// <param name="Share">The part of the increase that the room within the gross exposure leaves.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Intent(int Instrument, OrderKind Kind, Side Side, int SignalRow, double Held = 0, double Wanted = 0, double Target = 0, double Share = 1);
