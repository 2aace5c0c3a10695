using System.Numerics;

namespace PeakTrade.Studies;

/// <summary>
/// The best trials so far, at most so many, each as a place in the unit cube: what NSGA-II breeds from. A trial that comes in when it is full puts the worst
/// out: one of the last front, where it is most crowded (Deb et al. 2002). Which trials are in depends on those that came alone.
/// </summary>
internal sealed class Population
{
    private readonly int _genes;
    private readonly int _objectives;
    private readonly int _words;

    // Members stand in slots, in no order; one slot more than the population may have is for who comes in.
    private readonly double[] _units;
    private readonly double[] _losses;
    private readonly double[] _violations;

    // For each slot the set of slots that dominate it.
    private readonly ulong[] _dominators;
    private readonly int[] _rank;
    private readonly double[] _crowding;
    private readonly double[] _keys;
    private readonly int[] _front;
    private bool _isRanked;

    public Population(int capacity, int genes, int objectives)
    {
        (Capacity, _genes, _objectives) = (capacity, genes, objectives);
        var slots = capacity + 1;
        _words = (slots + 63) / 64;
        _units = new double[slots * genes];
        _losses = new double[slots * objectives];
        _violations = new double[slots];
        _dominators = new ulong[slots * _words];
        (_rank, _crowding, _keys, _front) = (new int[slots], new double[slots], new double[slots], new int[slots]);
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    /// <summary>The place of a member in the unit cube.</summary>
    public ReadOnlySpan<double> this[int slot] => _units.AsSpan(slot * _genes, _genes);

    public void Clear() => (Count, _isRanked) = (0, false);

    /// <summary>Takes a trial in, and puts the worst out where there is no room. A place that a member has already is not taken twice.</summary>
    public void Add(ReadOnlySpan<double> unit, ReadOnlySpan<double> losses, double violation)
    {
        for (var slot = 0; slot < Count; slot++)
        {
            if (this[slot].SequenceEqual(unit)) return;
        }

        unit.CopyTo(_units.AsSpan(Count * _genes));
        losses.CopyTo(_losses.AsSpan(Count * _objectives));
        _violations[Count] = violation;
        Compare(Count++);
        Rank();
        if (Count > Capacity) Remove(Worst());
        _isRanked = false;
    }

    /// <summary>Whether one member is the better parent: it is of a better front, or of the same and less crowded.</summary>
    public bool IsBetter(int one, int other)
    {
        if (!_isRanked) Measure();
        return _rank[one] != _rank[other] ? _rank[one] < _rank[other] : _crowding[one] > _crowding[other];
    }

    private void Compare(int slot)
    {
        var (word, bit) = (slot >> 6, 1UL << (slot & 63));
        var mine = _dominators.AsSpan(slot * _words, _words);
        mine.Clear();
        for (var other = 0; other < slot; other++)
        {
            if (Dominates(other, slot)) mine[other >> 6] |= 1UL << (other & 63);
            ref var theirs = ref _dominators[other * _words + word];
            theirs = Dominates(slot, other) ? theirs | bit : theirs & ~bit;
        }
    }

    // Deb's rule: who keeps the constraints beats who does not, and of two who do not the one that breaks them less.
    private bool Dominates(int one, int other)
    {
        var (a, b) = (_violations[one], _violations[other]);
        if (a > 0 || b > 0) return a < b;
        return Dominance.Dominates(_losses.AsSpan(one * _objectives, _objectives), _losses.AsSpan(other * _objectives, _objectives));
    }

    // A slot belongs to the first front in which nobody is left who dominates it.
    private void Rank()
    {
        Span<ulong> left = stackalloc ulong[_words];
        Span<ulong> next = stackalloc ulong[_words];
        for (var slot = 0; slot < Count; slot++) left[slot >> 6] |= 1UL << (slot & 63);
        for (var (rank, ranked) = (0, 0); ranked < Count; rank++)
        {
            left.CopyTo(next);
            for (var word = 0; word < _words; word++)
            {
                for (var slots = left[word]; slots != 0; slots &= slots - 1)
                {
                    var slot = (word << 6) + BitOperations.TrailingZeroCount(slots);
                    if (MeetsAny(_dominators.AsSpan(slot * _words, _words), left)) continue;
                    _rank[slot] = rank;
                    next[word] &= ~(1UL << (slot & 63));
                    ranked++;
                }
            }

            next.CopyTo(left);
        }
    }

    private static bool MeetsAny(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            if ((one[i] & other[i]) != 0) return true;
        }

        return false;
    }

    private int Worst()
    {
        var last = 0;
        for (var slot = 0; slot < Count; slot++) last = Math.Max(last, _rank[slot]);
        Crowd(last);
        var worst = -1;
        for (var slot = 0; slot < Count; slot++)
        {
            if (_rank[slot] == last && (worst < 0 || _crowding[slot] <= _crowding[worst])) worst = slot;
        }

        return worst;
    }

    private void Remove(int slot)
    {
        var last = --Count;
        if (slot == last) return;
        this[last].CopyTo(_units.AsSpan(slot * _genes));
        _losses.AsSpan(last * _objectives, _objectives).CopyTo(_losses.AsSpan(slot * _objectives));
        _violations[slot] = _violations[last];
        _dominators.AsSpan(last * _words, _words).CopyTo(_dominators.AsSpan(slot * _words));
        for (var other = 0; other < Count; other++)
        {
            var theirs = _dominators.AsSpan(other * _words, _words);
            var moved = (theirs[last >> 6] >> (last & 63)) & 1;
            theirs[last >> 6] &= ~(1UL << (last & 63));
            theirs[slot >> 6] = (theirs[slot >> 6] & ~(1UL << (slot & 63))) | (moved << (slot & 63));
        }
    }

    private void Measure()
    {
        Rank();
        var last = 0;
        for (var slot = 0; slot < Count; slot++) last = Math.Max(last, _rank[slot]);
        for (var rank = 0; rank <= last; rank++) Crowd(rank);
        _isRanked = true;
    }

    // How far a member's neighbours in its front lie apart, summed over the objectives; endless at the ends.
    private void Crowd(int rank)
    {
        var count = 0;
        for (var slot = 0; slot < Count; slot++)
        {
            if (_rank[slot] != rank) continue;
            _front[count++] = slot;
            _crowding[slot] = 0;
        }

        if (count <= 2)
        {
            for (var i = 0; i < count; i++) _crowding[_front[i]] = double.PositiveInfinity;
            return;
        }

        var keys = _keys.AsSpan(0, count);
        var front = _front.AsSpan(0, count);
        for (var objective = 0; objective < _objectives; objective++)
        {
            front.Sort();
            for (var i = 0; i < count; i++) keys[i] = _losses[front[i] * _objectives + objective];
            keys.Sort(front);
            var range = keys[^1] - keys[0];
            _crowding[front[0]] = _crowding[front[^1]] = double.PositiveInfinity;
            // Without a spread, or with an endless one, this objective says nothing about who is crowded.
            if (!(range > 0) || double.IsInfinity(range)) continue;
            for (var i = 1; i < count - 1; i++) _crowding[front[i]] += (keys[i + 1] - keys[i - 1]) / range;
        }
    }
}
