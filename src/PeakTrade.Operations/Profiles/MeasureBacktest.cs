using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>Runs backtests to see where their time and memory go.</summary>
public sealed class MeasureBacktest(RunBacktest backtest, TimeProvider clock)
{
    /// <summary>
    /// A profile for each instrument. With repeats all of the data are run so often, and of each instrument the run in the middle by its time is told; faults and
    /// warnings are told once. What is wrong with the request throws before the first.
    /// </summary>
    public IEnumerable<Outcome<RunProfile>> Execute(BacktestRequest request, int repeat, IListener listener, CancellationToken cancel)
    {
        if (repeat < 1) throw FaultCatalogue.ArgumentInvalid.Because($"Repeat must be 1 or more, and is {repeat}.", target: repeat);
        if (repeat > 1 && request.Input is not null) throw FaultCatalogue.ArgumentInvalid.Because("Standard input can be read once only.", "Name a file, or measure without repeats.", target: repeat);
        return Measure(request, repeat, listener, cancel);
    }

    private IEnumerable<Outcome<RunProfile>> Measure(BacktestRequest request, int repeat, IListener listener, CancellationToken cancel)
    {
        var earlier = new List<IReadOnlyList<RunProfile?>>();
        while (earlier.Count < repeat - 1)
        {
            listener.Progress($"Measuring, {earlier.Count + 1} of {repeat}", (double)earlier.Count / repeat);
            earlier.Add([.. Runs(request, SilentListener.Instance, cancel).Select(run => run.Result)]);
        }

        var place = 0;
        foreach (var run in Runs(request, listener, cancel))
        {
            yield return run.Result is { } last ? new(Middle([last, .. earlier.Select(runs => runs.ElementAtOrDefault(place)).OfType<RunProfile>()]), null) : run;
            place++;
        }
    }

    // A run is made when it is asked for, so asking is what is measured: reading, running and storing.
    private IEnumerable<Outcome<RunProfile>> Runs(BacktestRequest request, IListener listener, CancellationToken cancel)
    {
        // What is measured is the run: nobody else is told of it.
        using var runs = backtest.Execute(request with { Settings = [.. request.Settings.Where(s => s.Key != "tracking.enabled"), new("tracking.enabled", false)] }, listener, cancel).GetEnumerator();
        for (var stages = new StageClock(clock); Next(runs, stages); stages = new StageClock(clock))
            yield return runs.Current.Result is { } result ? new(stages.ToProfile(result.Symbol, result.Strategy, result.Bars), null) : new(null, runs.Current.Error);
    }

    private static bool Next(IEnumerator<Outcome<BacktestResult>> runs, StageClock stages)
    {
        using var watch = StageClock.Run(stages);
        return runs.MoveNext();
    }

    // Of an even number the faster of the two in the middle.
    private static RunProfile Middle(List<RunProfile> runs)
    {
        runs.Sort((a, b) => a.Seconds.CompareTo(b.Seconds));
        return runs[(runs.Count - 1) / 2] with { Repeats = runs.Count, FastestSeconds = runs[0].Seconds };
    }
}
