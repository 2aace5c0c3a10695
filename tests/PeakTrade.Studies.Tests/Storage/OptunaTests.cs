using System.Diagnostics;
using System.Text.Json;

namespace PeakTrade.Studies.Tests.Storage;

/// <summary>Beside the real Optuna: it opens our studies and goes on with them, and we open its own. PEAKTRADE_OPTUNA names the folder that Python finds it in, where it is not installed.</summary>
public abstract class OptunaTests
{
    private const string ReadsOurs = """
        import json, optuna
        study = optuna.load_study(study_name="test", storage=url)
        t = study.trials
        print(json.dumps({
            "best": study.best_trial.number, "direction": study.direction.name, "states": [x.state.name for x in t],
            "values": [str(x.value) for x in t], "steps": [[str(v) for v in x.intermediate_values.values()] for x in t], "kinds": [repr(x.params["kind"]) for x in t], "x": [x.params["x"] for x in t], "n": [repr(x.params["n"]) for x in t],
            "twice": [x.user_attrs.get("twice") for x in t], "errors": [x.user_attrs.get("error") for x in t], "constraints": [[str(c) for c in x.system_attrs.get("constraints", [])] for x in t],
            "distributions": [str(d) for d in t[0].distributions.values()], "seconds": max(x.duration.total_seconds() for x in t), "age": abs((__import__("datetime").datetime.now() - t[-1].datetime_complete).total_seconds()),
            "summaries": [(s.study_name, s.n_trials) for s in optuna.get_all_study_summaries(url)],
        }))
        """;

    private const string AsTable = """
        import optuna
        table = optuna.load_study(study_name="test", storage=url).trials_dataframe()
        print(len(table), *sorted(table.columns), *table["state"].value_counts().sort_index().items(), table["value"].count(), table["duration"].dt.total_seconds().max() < 60)
        """;

    private const string GoesOn = """
        import optuna
        def objective(trial):
            x = trial.suggest_float("x", -5, 5)
            trial.suggest_float("rate", 1e-5, 1, log=True); trial.suggest_int("n", 1, 9, step=2); trial.suggest_categorical("kind", ["a", "b", True, 2, 2.5])
            trial.report(x, 0); trial.set_user_attr("who", {"name": "optuna", "gap": float("nan")})
            if trial.number % 10 == 3: raise ValueError("no")
            return x
        study = optuna.load_study(study_name="test", storage=url, sampler=optuna.samplers.TPESampler(seed=1))
        study.optimize(objective, n_trials=12, catch=ValueError)
        print(len(study.trials))
        """;

    private const string MakesItsOwn = """
        import optuna
        study = optuna.create_study(study_name="test", storage=url, direction="maximize", sampler=optuna.samplers.TPESampler(seed=3))
        def objective(trial):
            if trial.number == 4: raise ValueError("early")
            x = trial.suggest_float("x", 0, 10, step=0.1)
            if trial.number == 5: raise ValueError("late")
            lr = trial.suggest_float("lr", 1e-4, 1, log=True); n = trial.suggest_int("n", 1, 64, log=True); kind = trial.suggest_categorical("kind", ["sma", "ema", 3, 2.0, False])
            for step in range(0, 30, 10): trial.report(x + step, step)
            if trial.number == 6: raise optuna.TrialPruned()
            trial.set_user_attr("note", "a \"b\"")
            return float("inf") if trial.number == 7 else -(x - 3) ** 2 + n / 64
        study.optimize(objective, n_trials=15, catch=ValueError)
        study.enqueue_trial({"x": 3.0, "lr": 0.5, "n": 64, "kind": "ema"})
        study.enqueue_trial({"x": 2.5})
        print(*[f"{t.params.get('x')}" for t in study.trials], sep=",")
        """;

    private const string ReadsItsOwnAgain = """
        import optuna
        study = optuna.load_study(study_name="test", storage=url)
        print(len(study.trials), study.best_trial.number, *[t.state.name for t in study.trials[15:18]], study.trials[15].params["kind"], study.trials[16].params["x"], [t.number for t in study.trials] == list(range(40)))
        """;

    private const string SeveralObjectives = """
        import optuna
        study = optuna.load_study(study_name="zdt", storage=url)
        print(sorted(t.number for t in study.best_trials), study.metric_names, study.trials[0].intermediate_values)
        """;

    private const string Conflicting = """
        import optuna
        optuna.create_study(study_name="wide", storage=url).optimize(lambda t: t.suggest_float("x", 0, t.number + 1), n_trials=2)
        optuna.create_study(study_name="branches", storage=url).optimize(lambda t: t.suggest_float("a", 0, 1) if t.number else t.suggest_float("b", 0, 1), n_trials=2)
        optuna.create_study(study_name="none", storage=url).optimize(lambda t: (t.suggest_categorical("c", [None, 1]), 1)[1], n_trials=1)
        optuna.create_study(study_name="empty", storage=url)
        print("made")
        """;

    protected abstract string FreshAddress();

    [FactWithOptuna]
    public virtual void Optuna_opens_our_study_and_goes_on_with_it_and_so_do_we()
    {
        var address = FreshAddress();
        IReadOnlyList<Trial> ours;
        using (var storage = StudyStorage.Open(address))
        using (var log = storage.Create(Everything.Definition(60))!)
        {
            ours = Everything.Work(log, 60);
        }

        using (var seen = JsonDocument.Parse(Python(address, ReadsOurs)))
        {
            var root = seen.RootElement;
            // The lowest value: minus infinity where there is one, and of equals any.
            var lowest = ours.Where(t => t.State == TrialState.Complete).Min(t => t.Values[0]);
            Assert.Equal(lowest, ours[root.GetProperty("best").GetInt32()].Values[0]);
            Assert.Equal("MINIMIZE", root.GetProperty("direction").GetString());
            Assert.Equal(ours.Select(t => t.State switch { TrialState.Failed => "FAIL", var s => s.ToString().ToUpperInvariant() }), Texts(root, "states"));
            Assert.Equal(ours.Select(t => t.Values.Length == 0 || double.IsNaN(t.Values[0]) ? "None" : InPython(t.Values[0])), Texts(root, "values"));
            Assert.Equal(ours.Select(t => string.Join(' ', t.Steps.Select(s => InPython(s.Values[0])))), root.GetProperty("steps").EnumerateArray().Select(s => string.Join(' ', s.EnumerateArray())));
            Assert.Equal(ours.Select(t => new[] { "'a'", "'b'", "True", "2", "2.5" }[(int)t.Point[3]]), Texts(root, "kinds"));
            Assert.Equal(ours.Select(t => t.Point[0]), root.GetProperty("x").EnumerateArray().Select(x => x.GetDouble()));
            Assert.Equal(ours.Select(t => $"{(int)t.Point[2]}"), Texts(root, "n"));
            Assert.Equal(ours.Select(t => t.Error ?? ""), Texts(root, "errors"));
            Assert.Equal(ours.Select(t => string.Join(' ', t.Constraints.Select(InPython))), root.GetProperty("constraints").EnumerateArray().Select(s => string.Join(' ', s.EnumerateArray())));
            Assert.Equal(
                ["FloatDistribution(high=5.0, log=False, low=-5.0, step=None)", "FloatDistribution(high=1.0, log=True, low=1e-05, step=None)", "IntDistribution(high=9, log=False, low=1, step=2)", "CategoricalDistribution(choices=('a', 'b', True, 2, 2.5))"],
                Texts(root, "distributions"));
            Assert.InRange(root.GetProperty("seconds").GetDouble(), 0, 60);
            Assert.InRange(root.GetProperty("age").GetDouble(), 0, 300);
            Assert.Equal("""[["test", 60]]""", root.GetProperty("summaries").GetRawText());
        }

        Assert.Equal("72", Python(address, GoesOn));
        using (var storage = StudyStorage.Open(address))
        using (var log = storage.Open("test")!)
        {
            var more = Everything.Work(log, 90);
            Assert.Equal(TrialText.Hash(ours, Everything.Space), TrialText.Hash(more.Take(60), Everything.Space));
            Assert.Equal((TrialState.Failed, TrialState.Complete, 90), (more[63].State, more[64].State, more.Count));
            Assert.Equal(KeyValuePair.Create("who", """{"name": "optuna", "gap": "NaN"}"""), Assert.Single(more[64].Attributes));
            Assert.Equal([more[64].Point[0]], Assert.Single(more[64].Steps).Values);
        }

        Assert.Contains("[[\"test\", 90]]", Python(address, ReadsOurs), StringComparison.Ordinal);
    }

    [FactWithOptuna(needsPandas: true)]
    public virtual void Our_study_is_a_table_of_Optuna_s()
    {
        var address = FreshAddress();
        using (var storage = StudyStorage.Open(address))
        using (var log = storage.Create(Everything.Definition(60))!)
        {
            var ours = Everything.Work(log, 60);
            var states = ours.GroupBy(t => t.State).ToDictionary(g => g.Key, g => g.Count());
            Assert.Equal(
                "60 datetime_complete datetime_start duration number params_kind params_n params_rate params_x state system_attrs_constraints system_attrs_peaktrade:worker user_attrs_error user_attrs_list user_attrs_twice value "
                + $"('COMPLETE', {states[TrialState.Complete]}) ('FAIL', {states[TrialState.Failed]}) ('PRUNED', {states[TrialState.Pruned]}) {ours.Count(t => t.Values.Length > 0 && !double.IsNaN(t.Values[0]))} True",
                Python(address, AsTable));
        }
    }

    [FactWithOptuna]
    public virtual void Our_open_study_resumes_one_that_Optuna_made()
    {
        var address = FreshAddress();
        var xs = Python(address, MakesItsOwn).Split(',');
        using (var storage = StudyStorage.Open(address))
        {
            using (var log = storage.Open("test")!)
            {
                var definition = log.Definition;
                Assert.True(definition.IsInferred);
                Assert.Equal([Dimension.Real("x", 0, 10, step: 0.1), Dimension.Real("lr", 1e-4, 1, log: true), Dimension.Integer("n", 1, 64, log: true), Dimension.Categorical("kind", ["sma", "ema", 3L, 2.0, false])], definition.Space.Dimensions.ToArray());
                Assert.Equal((StudyDirection.Maximize, "value", 3, StudyRunner.DefaultLag, "auto"), (definition.Directions[0], definition.Objectives[0], definition.Steps, definition.Lag, definition.Sampler));
                var trials = log.ReadChanges();
                Assert.Equal(Enumerable.Range(0, 17), trials.Select(t => t.Number));
                Assert.Equal((TrialState.Failed, TrialState.Failed, TrialState.Pruned, TrialState.Running), (trials[4].State, trials[5].State, trials[6].State, trials[15].State));
                Assert.Equal(double.PositiveInfinity, trials[7].Values[0]);
                Assert.Equal([trials[6].Point[0] + 20], trials[6].Values);
                Assert.Equal([1, 2, 3], trials[8].Steps.Select(s => s.Number));
                Assert.Equal(KeyValuePair.Create("note", "\"a \\\"b\\\"\""), Assert.Single(trials[8].Attributes));
                Assert.Equal(xs[8], InPython(trials[8].Point[0]));
                Assert.Equal(xs[5], InPython(trials[5].Point[0]));
                Assert.Equal([3, 0.5, 64, 1], trials[15].Point);
                Assert.Equal(2.5, trials[16].Point[0]);
            }

            var made = storage.List()[0] with { IsInferred = false, Seed = 5, Sampler = "random", Subject = [new("strategy", "mine")] };
            Assert.Equal("Study.Differs", Assert.Throws<PeakTradeException>(() => storage.Adopt(made with { Space = new SearchSpace([Dimension.Real("x", 4, 5)]) })).Kind.Id);
            Assert.Equal("Study.Differs", Assert.Throws<PeakTradeException>(() => storage.Adopt(made with { Directions = [StudyDirection.Minimize] })).Kind.Id);
            using (var log = storage.Adopt(made)!) Assert.Equal(40, Resumed(log).Count);
            Assert.Null(storage.Adopt(made));
            using (var log = storage.Open("test")!) Assert.Equal((5L, false), (log.Definition.Seed, log.Definition.IsInferred));
        }

        Assert.Matches("^40 7 COMPLETE COMPLETE COMPLETE ema 2.5 True$", Python(address, ReadsItsOwnAgain));
    }

    [FactWithOptuna]
    public virtual void Optuna_sees_the_front_of_several_objectives()
    {
        var address = FreshAddress();
        using (var storage = StudyStorage.Open(address))
        using (var log = storage.Create(TestFunction.Zdt1.Definition("random", name: "zdt"))!)
        {
            double[][] values = [[1, 5], [2, 2], [3, 3], [5, 1]];
            Trial[] running = [.. values.Select((_, i) => new Trial { Number = i, State = TrialState.Running, Point = new double[10] })];
            Assert.True(log.Commit([], running));
            Assert.True(log.Commit([.. running.Select((t, i) => t with { State = TrialState.Complete, Values = values[i], Steps = [new TrialStep(1, [0.5, 9])] })], []));
        }

        Assert.Equal("[0, 1, 3] ['f0', 'f1'] {1: 0.5}", Python(address, SeveralObjectives));
    }

    [FactWithOptuna]
    public virtual void What_has_no_counterpart_here_is_refused_in_words()
    {
        var address = FreshAddress();
        Assert.Equal("made", Python(address, Conflicting));
        using var storage = StudyStorage.Open(address);
        Assert.Equal(["wide", "branches", "none", "empty"], storage.List().Select(d => d.Name));
        Assert.Contains("its trials drew x from different ranges", Assert.Throws<PeakTradeException>(() => storage.Open("wide")).Message, StringComparison.Ordinal);
        Assert.Contains("its parameter c has the choice null", Assert.Throws<PeakTradeException>(() => storage.Open("none")).Message, StringComparison.Ordinal);
        using (var log = storage.Open("branches")!) Assert.Contains("Trial 0 of study branches has no a: parameters that only some trials have", Assert.Throws<PeakTradeException>(log.ReadChanges).Message, StringComparison.Ordinal);
        using (var log = storage.Adopt(TestFunction.Branin.Definition("random", name: "empty"))!) Assert.Empty(log.ReadChanges());
    }

    private static IReadOnlyList<Trial> Resumed(IStudyLog log)
    {
        var objective = new TestFunction("resumed", log.Definition.Space, p => [-p[0]]);
        var runner = new StudyRunner(log, SamplerCatalogue.Make("random", new SamplerSetup { Space = log.Definition.Space, Seed = log.Definition.Seed }).Sampler, null, objective, TimeProvider.System);
        runner.Run(new StudyEffort { TrialCount = 40 });
        return runner.Trials;
    }

    private static string InPython(double value) => double.IsNaN(value) ? "nan" : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : value == Math.Truncate(value) ? $"{value:0}.0" : value.ToString("R").Replace("E", "e", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(JsonElement root, string name) => root.GetProperty(name).EnumerateArray().Select(t => t.GetString() ?? "");

    private static string Python(string address, string script)
    {
        var (code, output, error) = FactWithOptunaAttribute.Python($"import optuna, warnings\nwarnings.simplefilter('ignore')\noptuna.logging.set_verbosity(optuna.logging.CRITICAL)\nurl = {JsonSerializer.Serialize(address)}\n{script}");
        Assert.True(code == 0, error);
        return output.Trim();
    }
}

/// <summary>A test beside the real Optuna.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithOptunaAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() =>
    {
        if (!System.IO.File.Exists("/usr/bin/python3")) return "There is no /usr/bin/python3 to run Optuna with.";
        var (code, output, _) = Python("import optuna, sqlalchemy, psycopg2\nprint(optuna.__version__)");
        return code != 0 ? "Optuna, with SQLAlchemy and psycopg2, cannot be imported by /usr/bin/python3; PEAKTRADE_OPTUNA may name the folder it lies in."
            : output.StartsWith("4.", StringComparison.Ordinal) ? null : $"The tests are for Optuna 4, and {output.Trim()} is here.";
    });

    private static readonly Lazy<string?> MissingPandas = new(() => Python("import pandas").Code == 0 ? null : "pandas, which Optuna's tables are made with, cannot be imported by /usr/bin/python3.");

    public FactWithOptunaAttribute(bool needsPostgres = false, bool needsPandas = false) => Skip = (needsPostgres ? PostgresServer.Missing : null) ?? Missing.Value ?? (needsPandas ? MissingPandas.Value : null);

    public static (int Code, string Output, string Error) Python(string script)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", script]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        if (Environment.GetEnvironmentVariable("PEAKTRADE_OPTUNA") is { Length: > 0 } folder) start.Environment["PYTHONPATH"] = folder;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}

public sealed class OptunaOnSqliteTests : OptunaTests, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-studies-");

    public void Dispose() => _folder.Delete(recursive: true);

    protected override string FreshAddress() => $"sqlite:///{_folder.FullName}/studies.db";
}

[Collection(PostgresTests.Name)]
public sealed class OptunaOnPostgresTests(PostgresServer server) : OptunaTests
{
    protected override string FreshAddress() => server.NewDatabase();

    [FactWithOptuna(needsPostgres: true)]
    public override void Optuna_opens_our_study_and_goes_on_with_it_and_so_do_we() => base.Optuna_opens_our_study_and_goes_on_with_it_and_so_do_we();

    [FactWithOptuna(needsPostgres: true, needsPandas: true)]
    public override void Our_study_is_a_table_of_Optuna_s() => base.Our_study_is_a_table_of_Optuna_s();

    [FactWithOptuna(needsPostgres: true)]
    public override void Our_open_study_resumes_one_that_Optuna_made() => base.Our_open_study_resumes_one_that_Optuna_made();

    [FactWithOptuna(needsPostgres: true)]
    public override void Optuna_sees_the_front_of_several_objectives() => base.Optuna_sees_the_front_of_several_objectives();

    [FactWithOptuna(needsPostgres: true)]
    public override void What_has_no_counterpart_here_is_refused_in_words() => base.What_has_no_counterpart_here_is_refused_in_words();
}
