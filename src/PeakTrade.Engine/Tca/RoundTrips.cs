namespace PeakTrade.Engine.Tca;

/// <summary>Puts fills together to positions from flat to flat, and gives each position the borrow and the profit of its trades.</summary>
internal static class RoundTrips
{
    // What rounding leaves of a position that was closed in parts.
    private const double Dust = 1e-9;

    /// <summary>The trades; their numbers and their borrow are written into the fills.</summary>
    public static IReadOnlyList<TcaTrade> Gather(TcaFill[] fills, IReadOnlyList<Trade> trades)
    {
        var trips = new List<Trip>();
        var latest = new Dictionary<string, Trip>(StringComparer.Ordinal);
        for (var i = 0; i < fills.Length; i++)
        {
            ref var fill = ref fills[i];
            if (!latest.TryGetValue(fill.Symbol, out var trip) || trip.IsClosed) trips.Add(latest[fill.Symbol] = trip = new Trip(trips.Count + 1, i, fill));
            trip.Take(i, fill);
            fill = fill with { Trade = trip.Number };
        }

        Settle(trips, fills, trades);
        return [.. trips.Select(trip => trip.ToTrade(fills))];
    }

    // A trade of the run belongs to the position of its side that was begun last when it was entered; its borrow stands at the fill that opened that position.
    private static void Settle(List<Trip> trips, TcaFill[] fills, IReadOnlyList<Trade> trades)
    {
        var bySymbol = trips.ToLookup(trip => trip.Symbol, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        foreach (var trade in trades)
        {
            var positions = trade.Symbol is { } symbol && bySymbol.TryGetValue(symbol, out var own) ? own : [.. trips];
            var trip = Begun(positions, trade) ?? throw new InvalidOperationException($"Trade {trade.Number} has no fill that opened it.");
            trip.Profit += trade.Profit;
            ref var opening = ref fills[trip.First];
            opening = opening with { Costs = opening.Costs with { Borrow = opening.Costs.Borrow + trade.Borrow } };
        }
    }

    private static Trip? Begun(Trip[] positions, in Trade trade)
    {
        var (low, high) = (0, positions.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (positions[middle].EntryTime <= trade.EntryTime) low = middle + 1;
            else high = middle;
        }

        // Several may begin in one bar: a reversal, and what a level closed in the bar of its entry.
        for (var i = low - 1; i >= 0; i--)
        {
            if (positions[i].Side == trade.Side && !positions[i].IsSettled(trade)) return positions[i];
        }

        return low > 0 ? positions[low - 1] : positions.FirstOrDefault();
    }

    private sealed class Trip(int number, int first, TcaFill opening)
    {
        private readonly List<int> _fills = [];
        private double _units, _most;
        private DateTime _last;

        public int Number => number;

        public int First => first;

        public string Symbol => opening.Symbol;

        public Side Side => opening.Side;

        public DateTime EntryTime => opening.Time;

        public double Profit { get; set; }

        public bool IsClosed => _fills.Count > 0 && Math.Abs(_units) <= Dust * _most;

        /// <summary>Whether a trade that ends then cannot be of this position, which was over before.</summary>
        public bool IsSettled(in Trade trade) => IsClosed && _last < trade.ExitTime;

        public void Take(int index, in TcaFill fill)
        {
            _fills.Add(index);
            _units += fill.IsBuy ? fill.Units : -fill.Units;
            _most = Math.Max(_most, Math.Abs(_units));
            _last = fill.Time;
        }

        public TcaTrade ToTrade(TcaFill[] fills) => new()
        {
            Number = number,
            Symbol = Symbol,
            Side = Side,
            EntryTime = EntryTime,
            ExitTime = IsClosed ? _last : null,
            Costs = TcaAnalysis.Sum(_fills.Select(i => fills[i])),
            Profit = Profit,
        };
    }
}
