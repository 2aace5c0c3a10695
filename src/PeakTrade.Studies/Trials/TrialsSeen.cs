namespace PeakTrade.Studies;

/// <summary>
/// What a trial may know of those before it: all of trials 0 to k - lag, which are finished, and of the rest up to k - 1 the points only.
/// Both are the same whoever works on the study, so whoever asks gets the same answer.
/// </summary>
public sealed class TrialsSeen
{
    private readonly Trial[] _trials;

    /// <summary>The view of trial <paramref name="number"/> on the first of these trials, which are not changed while it is used.</summary>
    public TrialsSeen(Trial[] trials, int finished, int number, IReadOnlyList<StudyDirection> directions)
    {
        _trials = trials;
        Finished = finished;
        Number = number;
        Directions = directions;
    }

    /// <summary>The number of the trial that looks: there are as many before it.</summary>
    public int Number { get; }

    /// <summary>How many are known with their results: trials 0 to this less 1.</summary>
    public int Finished { get; }

    /// <summary>Which way each objective is better.</summary>
    public IReadOnlyList<StudyDirection> Directions { get; }

    /// <summary>A finished trial.</summary>
    public Trial this[int number] => number < Finished ? _trials[number] : throw new ArgumentOutOfRangeException(nameof(number), $"Trial {Number} may not see the results of trial {number}.");

    /// <summary>The point of any trial before.</summary>
    public ReadOnlySpan<double> PointOf(int number) => number < Number ? _trials[number].Point : throw new ArgumentOutOfRangeException(nameof(number));

    /// <summary>An objective of a finished trial, turned so that less is better; NaN where there is none.</summary>
    public double Loss(int number, int objective = 0)
    {
        var trial = this[number];
        return trial.Values.Length > objective ? Turned(trial.Values[objective], objective) : double.NaN;
    }

    /// <summary>A value turned so that less is better.</summary>
    public double Turned(double value, int objective = 0) => Directions[objective] == StudyDirection.Minimize ? value : -value;
}
