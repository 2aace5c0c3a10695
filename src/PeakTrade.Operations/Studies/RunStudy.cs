using PeakTrade.Engine;
using PeakTrade.Runs;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>Searches a strategy's parameters on the bars of each instrument of the data.</summary>
public sealed class RunStudy(StrategyRegistry strategies, TrackerRegistry trackers, TimeProvider clock)
{
    /// <summary>
    /// The trials of each instrument as they are finished, and after them its study. What is wrong with the request throws before the first; what is wrong with the data, or with
    /// one instrument's study, is an outcome of its own.
    /// </summary>
    public IEnumerable<Outcome<StudyNews>> Execute(StudyRequest request, IListener listener, CancellationToken cancel) => InvariantScope.Over(SpanScope.Over(Run(request, listener, cancel)));

    /// <summary>What a study would do. Throws what is wrong with the request; the data are not opened, and nothing is written.</summary>
    public StudyPlan Plan(StudyRequest request)
    {
        using var culture = InvariantScope.Enter();
        var setup = StudySetup.Of(StudyFileRequest.Over(request), strategies);
        return new StudyPlan(StudyPlanText.Of(setup), setup.Request.Backtest.ConfigPath is { } config ? Path.GetFullPath(config, request.Backtest.BaseFolder) : null);
    }

    private IEnumerable<Outcome<StudyNews>> Run(StudyRequest request, IListener listener, CancellationToken cancel)
    {
        // Each instrument's study is a root of its own; what is said before the first belongs to it.
        var root = WorkSpan.Begin(Spans.Study);
        try
        {
            var setup = StudySetup.Of(StudyFileRequest.Over(request), strategies);
            foreach (var notice in setup.Config.Notices) listener.Warn(notice.ToString());
            using var session = TrackingSession.Borrow(setup.Request.Backtest, trackers, clock, listener, cancel);
            var tracking = setup.Request.DryRun ? null : session.Open(setup.Config);
            using IStudyStorage storage = setup.Storage is { } address ? StudyStorage.Open(address) : new MemoryStorage();
            using var reads = BacktestInputs.Instruments(setup.Config.Data, setup.Request.Backtest, listener, cancel).GetEnumerator();
            var strategy = setup.Strategy.Info.Key;
            root.With(SpanAttributes.Strategy, strategy);
            for (; LoadSpan.Next(reads, bars => root.With(SpanAttributes.Study, NameOf(setup, bars))) is { } read; root = WorkSpan.Begin(Spans.Study).With(SpanAttributes.Strategy, strategy))
            {
                if (read.Data is { } data)
                {
                    foreach (var news in Study(setup, storage, tracking, data, listener, cancel)) yield return news;
                }
                else
                {
                    yield return new Outcome<StudyNews>(null, Told.Fault(read.Error!));
                }

                root.Dispose();
            }

            root.Forget();
        }
        finally
        {
            root.Dispose();
        }
    }

    private IEnumerable<Outcome<StudyNews>> Study(StudySetup setup, IStudyStorage storage, RunTracking? tracking, BarData data, IListener listener, CancellationToken cancel)
    {
        var (log, fault) = Open(setup, storage, data.Bars);
        if (log is null)
        {
            yield return new Outcome<StudyNews>(null, Told.Fault(fault!));
            yield break;
        }

        using (log)
        {
            var definition = log.Definition;
            var sampler = SamplerCatalogue.Make(definition);
            var pruner = PrunerCatalogue.Make(definition);
            var view = new StudyView(definition);
            var runner = new StudyRunner(log, sampler.Sampler, pruner, setup.Objective(data.Bars, definition, pruner), clock);
            var effort = new StudyEffort { TrialCount = setup.Request.TrialCount ?? definition.TrialCount, Workers = setup.Request.Workers ?? 1, Timeout = setup.Request.Timeout };
            Begin(setup, definition, sampler, effort, listener);

            using var told = TrackedStudy.Begin(tracking, definition, setup.Config.Tracking.Mlflow.Tags);
            using var trials = runner.Work(effort, cancel).GetEnumerator();
            var progress = new StudyProgress(definition, effort.TrialCount, listener, clock);
            while (true)
            {
                fault = Next(trials, out var trial);
                if (fault is not null) yield return new Outcome<StudyNews>(null, Told.Fault(fault));
                if (trial is null) break;
                progress.Tell(trial);
                var seen = view.TrialOf(trial);
                told?.Tell(seen);
                yield return new Outcome<StudyNews>(new StudyNews(seen, null), null);
            }

            if (fault is not null) yield break;
            var ended = Ended(setup, view, runner.Trials, setup.Storage is null ? null : storage.Address, listener, cancel);
            if (ended.Result?.Study is { } study) told?.End(study);
            yield return ended;
        }
    }

    private Outcome<StudyNews> Ended(StudySetup setup, StudyView view, IReadOnlyList<Trial> trials, string? storage, IListener listener, CancellationToken cancel)
    {
        listener.Progress("Asking how far the best can be believed", null);
        var study = view.StudyOf(trials, storage, cancel);
        try
        {
            if (setup.Request is { OutputFolder: { } folder, DryRun: false } && study.BestTrial is not null) study = study with { BestParametersPath = BestParameters.Write(study, folder, clock) };
            if (study.BestTrial is null) listener.Warn(WhyNoBest(study));
            return new Outcome<StudyNews>(new StudyNews(null, study), null);
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            return new Outcome<StudyNews>(null, Told.Fault(fault));
        }
    }

    private static string WhyNoBest(ParameterStudy study)
    {
        if (study.TrialCount == 0) return $"{study.Name}: the time was over before a trial was finished. Give more (-Timeout, --timeout).";
        var trials = study.GetTrials();
        var broken = trials.Count(t => t is { State: TrialState.Complete, IsFeasible: false });
        var failed = trials.FirstOrDefault(t => t.Error is not null) is { } first ? $" {study.Failed} of {study.TrialCount} failed, trial {first.Number} so: {first.Error!.TrimEnd('.')}." : "";
        return $"{study.Name}: {FaultCatalogue.StudyNoBest.Summary}{failed}{(broken > 0 ? $" {broken} of {study.TrialCount} break a constraint." : "")} {FaultCatalogue.StudyNoBest.Action}";
    }

    private static void Begin(StudySetup setup, StudyDefinition definition, ChosenSampler sampler, StudyEffort effort, IListener listener)
    {
        listener.Say($"{definition.Name}: {effort.TrialCount} trials of {setup.Strategy.Info.Key}, sampler {sampler.Name}{(sampler.Reason is { } why ? $" ({why})" : "")}, pruner {definition.Pruner}, seed {definition.Seed}, lag {definition.Lag}.");
        if (effort.Workers > definition.Lag)
            listener.Say($"{definition.Name}: {(definition.Lag == 1 ? "one trial runs at a time, for each learns from all before it" : $"at most {definition.Lag} trials run at once, for each learns from all but the {definition.Lag - 1} before it")}; a larger lag (-Lag, --lag) lets more run.");
    }

    private static string NameOf(StudySetup setup, Bars bars) => (setup.Request.Name ?? $"{setup.Strategy.Info.Key} {{symbol}}").Replace("{symbol}", bars.Symbol, StringComparison.Ordinal);

    private static (IStudyLog? Log, PeakTradeException? Fault) Open(StudySetup setup, IStudyStorage storage, Bars bars)
    {
        var name = NameOf(setup, bars);
        try
        {
            var subject = setup.Subject(bars);
            if (storage.Create(setup.Definition(name, subject, null, bars)) is { } made) return (made, null);
            if (!setup.Request.Resume)
            {
                var many = setup.Request.Name?.Contains("{symbol}", StringComparison.Ordinal) == false ? " For a study of each instrument put {symbol} into the name." : "";
                throw FaultCatalogue.StudyExists.Because($"{storage.Address} holds a study \"{name}\" already.", $"{FaultCatalogue.StudyExists.Action}{many}", target: name);
            }

            var log = storage.Open(name)!;
            if (log.Definition.IsInferred)
            {
                // Another program made it: from now on it is this study, if its trials fit.
                log.Dispose();
                log = storage.Adopt(setup.Definition(name, subject, null, bars)) ?? storage.Open(name)!;
            }

            if (StudyDifference.Between(log.Definition, setup.Definition(name, subject, log.Definition, bars)) is not { Count: > 0 } different) return (log, null);
            log.Dispose();
            throw FaultCatalogue.StudyDiffers.Because([.. different.Select(what => new Fault($"The stored study \"{name}\" has another {what}.", FaultCatalogue.StudyDiffers.Action))], target: name);
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            return (null, fault);
        }
    }

    private static PeakTradeException? Next(IEnumerator<Trial> trials, out Trial? trial)
    {
        trial = null;
        try
        {
            if (trials.MoveNext()) trial = trials.Current;
            return null;
        }
        catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
        {
            return fault;
        }
    }
}
