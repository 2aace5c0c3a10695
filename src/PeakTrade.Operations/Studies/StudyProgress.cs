using System.Globalization;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>Tells how far a study is: the best so far and the time left.</summary>
internal sealed class StudyProgress(StudyDefinition definition, int trialCount, IListener listener, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private int _seen;
    private double _best = double.NaN;

    public void Tell(Trial trial)
    {
        _seen++;
        if (trial is { HasValues: true, IsFeasible: true } && (double.IsNaN(_best) || Beats(trial.Values[0]))) _best = trial.Values[0];
        var done = trial.Number + 1;
        var left = clock.GetElapsedTime(_started) / _seen * Math.Max(0, trialCount - done);
        var best = double.IsNaN(_best) ? "" : string.Create(CultureInfo.InvariantCulture, $", best {definition.Objectives[0]} {_best:0.####}");
        listener.Progress($"{definition.Name}: {done} of {trialCount}{best}, {Shown(left)} left", Math.Min(1, (double)done / trialCount));
    }

    private bool Beats(double value) => definition.Directions[0] == StudyDirection.Maximize ? value > _best : value < _best;

    private static string Shown(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => $"{(int)Math.Ceiling(time.TotalSeconds)} s",
        { TotalHours: < 1 } => $"{(int)Math.Ceiling(time.TotalMinutes)} min",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };
}
