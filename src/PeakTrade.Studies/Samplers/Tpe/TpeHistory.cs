namespace PeakTrade.Studies;

/// <summary>
/// What the sampler has learnt from finished trials, one after another in order of number, and their split into the good ones and the others. Learning from one trial takes the same
/// time however many there are.
/// </summary>
internal sealed class TpeHistory(SamplerSetup setup, int mostGood)
{
    private readonly SearchSpace _space = setup.Space;
    private readonly TpeLadder _ladder = new(setup.Directions.Count, mostGood);
    private readonly List<int> _good = [];
    private readonly List<int> _others = [];

    // Trials to learn from, failed ones too, in order of number.
    private readonly List<int> _useful = [];

    // By trial: its point on the scale from 0 to 1 (a choice is its place), and the last split that it was a good one in.
    private double[] _units = new double[64 * Math.Max(1, setup.Space.Count)];
    private int[] _goodIn = new int[64];
    private int _learnt;
    private int _splits;

    /// <summary>How many trials have a rank.</summary>
    public int Ranked { get; private set; }

    /// <summary>The good trials of the last split, the best first.</summary>
    public IReadOnlyList<int> Good => _good;

    /// <summary>The others of the last split.</summary>
    public IReadOnlyList<int> Others => _others;

    /// <summary>A trial's point on the scale from 0 to 1; a choice is its place.</summary>
    public ReadOnlySpan<double> UnitsOf(int trial) => _units.AsSpan(trial * _space.Count, _space.Count);

    /// <summary>Learns from trials that have been finished since the last call.</summary>
    public void Learn(TrialsSeen seen)
    {
        for (; _learnt < seen.Finished; _learnt++)
        {
            var trial = seen[_learnt];
            if (trial.SameAs is not null) continue;
            Place(_learnt, trial.Point);
            _useful.Add(_learnt);
            if (_ladder.Add(seen, _learnt)) Ranked++;
        }
    }

    /// <summary>
    /// Splits what is known: so many good ones, and of the rest all, or some <paramref name="mostOthers"/> at even distances where there are more. Trials that are not finished are
    /// among the others, above that number.
    /// </summary>
    public void Split(TrialsSeen seen, int good, int mostOthers)
    {
        _good.Clear();
        _others.Clear();
        _splits++;
        for (var rung = 0; rung < good; rung++)
        {
            var trial = _ladder[rung];
            _good.Add(trial);
            _goodIn[trial] = _splits;
        }

        var places = Math.Min(_useful.Count, mostOthers + good);
        for (var place = 0; place < places; place++)
        {
            var trial = _useful[(int)((long)place * _useful.Count / places)];
            if (_goodIn[trial] != _splits) _others.Add(trial);
        }

        for (var pending = seen.Finished; pending < seen.Number; pending++)
        {
            Place(pending, seen.PointOf(pending));
            _others.Add(pending);
        }
    }

    private void Place(int trial, ReadOnlySpan<double> point)
    {
        if (trial >= _goodIn.Length)
        {
            Array.Resize(ref _goodIn, _goodIn.Length * 2);
            Array.Resize(ref _units, _units.Length * 2);
        }

        var units = _units.AsSpan(trial * point.Length, point.Length);
        for (var i = 0; i < units.Length; i++) units[i] = _space[i].Kind == DimensionKind.Categorical ? point[i] : _space[i].ToUnit(point[i]);
    }
}
