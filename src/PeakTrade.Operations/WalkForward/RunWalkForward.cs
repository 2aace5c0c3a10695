using PeakTrade.Data;
using PeakTrade.Engine;
using PeakTrade.Runs;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>Searches parameters in training windows and tries them in the test windows that follow, on the bars of each instrument of the data.</summary>
public sealed class RunWalkForward(StrategyRegistry strategies, TrackerRegistry trackers, TimeProvider clock)
{
    /// <summary>A result for each instrument. What is wrong with the request throws before the first; what is wrong with the data, or with one instrument, is an outcome of its own.</summary>
    public IEnumerable<Outcome<WalkForwardResult>> Execute(WalkForwardRequest request, IListener listener, CancellationToken cancel) => InvariantScope.Over(SpanScope.Over(Run(request, listener, cancel)));

    /// <summary>Throws what is wrong with a request itself. The data are not opened.</summary>
    public void Check(WalkForwardRequest request)
    {
        using var culture = InvariantScope.Enter();
        WorkSpan.Check(Spans.WalkForward, () => Prepare(request));
    }

    private StudySetup Prepare(WalkForwardRequest request)
    {
        var study = request.Like is { } like ? Like(request.Study, like) : request.Study;
        var setup = StudySetup.Of(StudyFileRequest.Over(study) with { DryRun = true, Pruner = "none", WalkForward = null }, strategies);
        return setup.Objectives.Count == 1
            ? setup
            : throw FaultCatalogue.ArgumentObjective.Because($"Walk-forward needs one objective, and there are {setup.Objectives.Count}: {string.Join(", ", setup.Objectives)}.", "Name one (-Objective sharpe, --objective sharpe).");
    }

    private IEnumerable<Outcome<WalkForwardResult>> Run(WalkForwardRequest request, IListener listener, CancellationToken cancel)
    {
        // Each instrument's validation is a root of its own; what is said before the first belongs to it.
        var root = WorkSpan.Begin(Spans.WalkForward);
        try
        {
            var setup = Prepare(request);
            foreach (var notice in setup.Config.Notices) listener.Warn(notice.ToString());
            using var session = TrackingSession.Borrow(setup.Request.Backtest, trackers, clock, listener, cancel);
            var tracking = session.Open(setup.Config);
            using var reads = BacktestInputs.Instruments(setup.Config.Data, setup.Request.Backtest, listener, cancel).GetEnumerator();
            var strategy = setup.Strategy.Info.Key;
            root.With(SpanAttributes.Strategy, strategy);
            for (; LoadSpan.Next(reads) is { } read; root = WorkSpan.Begin(Spans.WalkForward).With(SpanAttributes.Strategy, strategy))
            {
                var started = clock.GetUtcNow();
                var outcome = read.Data is { } data ? Validate(setup, request.Windows, data, listener, cancel) : new Outcome<WalkForwardResult>(null, Told.Fault(read.Error!));
                if (outcome.Result is { } result) tracking?.Tell(tracker => TrackedWalkForward.Tell(tracker, result, started, setup.Config.Tracking.Mlflow.Tags));
                root.Dispose();
                yield return outcome;
            }

            root.Forget();
        }
        finally
        {
            root.Dispose();
        }
    }

    private Outcome<WalkForwardResult> Validate(StudySetup setup, WalkForwardChoice windows, BarData data, IListener listener, CancellationToken cancel)
    {
        try
        {
            var bars = data.Bars;
            var plan = WalkForwardPlan.Of(bars.UtcTicks, windows.Options);
            listener.Say($"{setup.Strategy.Info.Key} on {bars.Symbol}: {plan.Count} folds ({windows}).");
            var folds = new List<WalkForwardFold>();
            foreach (var window in plan)
            {
                listener.Progress($"{setup.Strategy.Info.Key} on {bars.Symbol}: fold {window.Number} of {plan.Count}", (double)folds.Count / plan.Count);
                folds.Add(Fold(setup, bars, window, cancel));
            }

            var tests = Backtester.Chain(bars, setup.Config.Backtest, [.. plan.Zip(folds, (w, fold) => new WindowRun(w.Test.From, w.Test.To, fold.GetRun()))]) with
            {
                Strategy = setup.Strategy.Info.Key,
                Path = setup.Request.Backtest.Input is null ? setup.Config.Data.Path : null,
                DataHash = DataHash.Of(bars),
                RowsDropped = data.RowsDropped,
            };
            return new(WalkForwardSummary.Of(folds, tests, setup.Space, setup.Objectives[0], setup.Directions[0], windows.Scheme), null);
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            return new(null, Told.Fault(fault));
        }
    }

    private WalkForwardFold Fold(StudySetup setup, Bars bars, WalkForwardWindow window, CancellationToken cancel)
    {
        using var span = Spans.Start(Spans.Fold);
        span?.SetTag(SpanAttributes.Fold, window.Number);
        var definition = setup.Definition($"fold {window.Number}", [], null);
        var training = new TrainingObjective(bars, setup.Strategy, setup.Config.Backtest, window.TrainParts, setup.Objectives, setup.Constraints, setup.Request.OwnObjective?.Values);
        using var storage = new MemoryStorage();
        using var log = storage.Create(definition)!;
        var runner = new StudyRunner(log, SamplerCatalogue.Make(definition).Sampler, null, training, clock);
        using (var study = Spans.Start(Spans.Study))
        {
            study?.SetTag(SpanAttributes.Study, definition.Name);
            runner.Run(new StudyEffort { TrialCount = definition.TrialCount, Workers = setup.Request.Workers ?? 1, Timeout = setup.Request.Timeout }, cancel: cancel);
        }

        var best = StudyView.Best(ParetoFront.Of(runner.Trials, definition.Directions), definition.Directions[0]);
        var fold = Described(bars, window, runner.Trials.Count);
        if (best is null) return fold(null) with { Error = runner.Trials.Select(t => t.Error).FirstOrDefault(e => e is not null) ?? "No trial keeps the constraints." };

        var parameters = definition.Space.ParametersOf(best.Point);
        var inside = training.Run(parameters, cancel);
        var outside = Backtester.RunWindow(bars, setup.Strategy, parameters, setup.Config.Backtest, window.Test.From, window.Test.To, cancel);
        return fold(outside) with
        {
            PeriodsPerYear = inside.PeriodsPerYear,
            BestParameters = parameters,
            InSample = best.Values[0],
            OutOfSample = training.ValuesOf(outside)[0] is var reached && double.IsNaN(reached) ? null : reached,
            InSampleReturn = inside.TotalReturn,
            InSampleTrades = inside.Trades,
        };
    }

    private static Func<BacktestResult?, WalkForwardFold> Described(Bars bars, WalkForwardWindow window, int trials) => test => new WalkForwardFold(test)
    {
        Number = window.Number,
        TrainStart = bars.TimeAt(window.Train.From),
        TrainEnd = bars.TimeAt(window.Train.To - 1),
        TrainBars = window.TrainBars,
        TestStart = bars.TimeAt(window.Test.From),
        TestEnd = bars.TimeAt(window.Test.To - 1),
        TestBars = window.Test.Count,
        PeriodsPerYear = test?.PeriodsPerYear ?? double.NaN,
        Trials = trials,
    };

    // What the request says goes first; the study fills in the rest.
    private static StudyRequest Like(StudyRequest request, ParameterStudy study)
    {
        var space = new Dictionary<string, object?>(study.Searched.Select(p => KeyValuePair.Create(p.Name, RangeOf(p))), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, range) in request.Space) space[name] = range;
        var given = new Dictionary<string, object?>(study.Fixed.Select(p => KeyValuePair.Create(p.Key, (object?)p.Value)), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Backtest.Parameters) given[name] = value;
        foreach (var name in given.Keys) space.Remove(name);
        var own = request.Objectives.Count > 0 || request.OwnObjective is not null;
        if (!own && MetricFigures.Find(study.Objectives[0]) is null)
            throw FaultCatalogue.ArgumentObjective.Because($"The objective of {study.Name} is a script block, which a study does not hold.", "Give it again (-Objective { ... }), or name a figure such as sharpe.", target: study.Name);
        return request with
        {
            Backtest = request.Backtest with { Strategy = request.Backtest.OwnStrategy is null ? request.Backtest.Strategy ?? study.Strategy : null, Parameters = given },
            TrialCount = request.TrialCount ?? study.TrialCount,
            Seed = request.Seed ?? study.Seed,
            Objectives = own ? request.Objectives : [study.Objectives[0]],
            Directions = own || request.Directions.Count > 0 ? request.Directions : [study.Directions[0]],
            Sampler = request.Sampler ?? study.Sampler,
            Lag = request.Lag ?? study.Lag,
            Space = space,
            Relations = [.. request.Relations.Union(study.Relations)],
            Constraints = [.. request.Constraints.Union(study.Constraints)],
        };
    }

    private static object? RangeOf(StudyParameter searched)
    {
        if (searched.Choices.Count > 0) return searched.Choices.ToArray();
        var range = new Dictionary<string, object?> { ["low"] = searched.Low, ["high"] = searched.High, ["log"] = searched.Log };
        if (searched.Step is { } step) range["step"] = step;
        return range;
    }
}
