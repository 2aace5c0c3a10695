namespace PeakTrade.Studies;

/// <summary>
/// The best trials so far, the best first; those that were once pushed off the end do not come back. Which these are depends on the trials and their order alone.
/// </summary>
internal sealed class TpeLadder(int objectives, int rungs)
{
    // With several objectives a trial off the front today may be on it tomorrow as the room around others changes: some are kept in reserve.
    private readonly int _rungs = objectives == 1 ? rungs : 2 * rungs;
    private readonly List<Rung> _best = [];
    private static readonly Comparer<Rung> Order = Comparer<Rung>.Create(Rung.Compare);
    private readonly List<int> _kindMembers = [];

    /// <summary>The trial on a rung.</summary>
    public int this[int rung] => _best[rung].Trial;

    /// <summary>Looks at the next finished trial; false where it has no rank: it failed, or has no numbers.</summary>
    public bool Add(TrialsSeen seen, int number)
    {
        var trial = seen[number];
        if (trial.State == TrialState.Complete ? !trial.HasValues : trial.State != TrialState.Pruned || trial.Steps.Count == 0) return false;

        var losses = new double[objectives];
        for (var i = 0; i < losses.Length; i++) losses[i] = seen.Loss(number, i) is var loss && double.IsNaN(loss) ? double.PositiveInfinity : loss;
        var rung = trial switch
        {
            { IsFeasible: false } => new Rung(number, Kind.Broken, trial.Violation, losses),
            { State: TrialState.Pruned } => new Rung(number, Kind.Pruned, -trial.Steps[^1].Number, losses),
            _ => new Rung(number, Kind.Complete, 0, losses),
        };
        if (objectives == 1) Insert(rung with { First = losses[0] });
        else InsertAndRank(rung);
        return true;
    }

    private void Insert(Rung rung)
    {
        var at = ~_best.BinarySearch(rung, Order);
        if (at >= _rungs) return;
        _best.Insert(at, rung);
        if (_best.Count > _rungs) _best.RemoveAt(_rungs);
    }

    private void InsertAndRank(Rung rung)
    {
        _best.Add(rung);
        foreach (var kind in (ReadOnlySpan<Kind>)[Kind.Complete, Kind.Pruned, Kind.Broken]) Rank(kind);
        _best.Sort(Order);
        if (_best.Count > _rungs) _best.RemoveAt(_rungs);
    }

    // Front first, then room: the sum over the objectives of the distance between the neighbours on both sides (Deb et al. 2002).
    private void Rank(Kind kind)
    {
        _kindMembers.Clear();
        for (var i = 0; i < _best.Count; i++)
        {
            if (_best[i].Kind == kind) _kindMembers.Add(i);
        }

        if (_kindMembers.Count == 0) return;
        var fronts = Dominance.Ranks([.. _kindMembers.Select(i => _best[i].Losses)]);
        for (var front = 0; front <= fronts.Max(); front++)
        {
            int[] members = [.. _kindMembers.Where((_, j) => fronts[j] == front)];
            var room = RoomAround(members);
            for (var j = 0; j < members.Length; j++) _best[members[j]] = _best[members[j]] with { First = front, Second = -room[j] };
        }
    }

    private double[] RoomAround(int[] members)
    {
        var room = new double[members.Length];
        var order = new int[members.Length];
        for (var objective = 0; objective < objectives; objective++)
        {
            for (var j = 0; j < order.Length; j++) order[j] = j;
            Array.Sort(order, (a, b) => Loss(a).CompareTo(Loss(b)) is var c and not 0 ? c : members[a].CompareTo(members[b]));
            var width = Loss(order[^1]) - Loss(order[0]);
            room[order[0]] = room[order[^1]] = double.PositiveInfinity;
            for (var j = 1; j < order.Length - 1; j++)
            {
                var between = (Loss(order[j + 1]) - Loss(order[j - 1])) / width;
                if (!double.IsNaN(between)) room[order[j]] += between;
            }

            double Loss(int j) => _best[members[j]].Losses[objective];
        }

        return room;
    }

    private enum Kind
    {
        Complete,
        Pruned,
        Broken,
    }

    private sealed record Rung(int Trial, Kind Kind, double Before, double[] Losses)
    {
        // With one objective its loss; with several the front, then less room.
        public double First { get; init; }

        public double Second { get; init; }

        public static int Compare(Rung one, Rung other)
        {
            if (one.Kind != other.Kind) return one.Kind.CompareTo(other.Kind);
            if (one.Before.CompareTo(other.Before) is var before and not 0) return before;
            if (one.First.CompareTo(other.First) is var first and not 0) return first;
            return one.Second.CompareTo(other.Second) is var second and not 0 ? second : one.Trial.CompareTo(other.Trial);
        }
    }
}
