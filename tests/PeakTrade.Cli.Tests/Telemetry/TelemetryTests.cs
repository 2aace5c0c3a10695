namespace PeakTrade.Cli.Tests.Telemetry;

/// <summary>What a collector hears of the built <c>peaktrade</c>.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly Receiver _collector = new();

    public void Dispose()
    {
        _collector.Dispose();
        _place.Dispose();
    }

    [LinuxTheory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public void A_backtest_is_a_tree_of_its_stages_and_each_span_and_log_record_names_the_stored_run(string protocol)
    {
        Run([$"PEAK_OTEL_EXPORTER_OTLP_PROTOCOL={protocol}", "PEAK_OTEL_SERVICE_NAME=desk"], "backtest", _place.Sample(), "-s", "ma_crossover").Good();

        Assert.Equal(["backtest", "backtest/run", "backtest/run/load", "backtest/run/signals", "backtest/run/simulate", "backtest/run/write"], Paths());
        Assert.All(_collector.Spans, span => Assert.True(span.Start <= span.End && span.Service == "desk"));
        var id = Path.GetFileName(Assert.Single(_place.Runs));
        foreach (var attributes in _collector.Spans.Select(s => s.Attributes))
            Assert.Equal((id, "ma_crossover", "btc_eur_1d"), (attributes["run_id"], attributes["strategy"], attributes["symbol"]));

        Assert.Contains(_collector.Logs, log => log.Body.StartsWith("Running ma_crossover with", StringComparison.Ordinal));
        Assert.Contains(_collector.Logs, log => log.Body.StartsWith("Stored as", StringComparison.Ordinal));
        Assert.All(_collector.Logs, log => Assert.Equal((id, Trace(), "desk"), (log.Attributes["run_id"], log.Trace, log.Service)));
        Assert.All(_collector.Logs, log => Assert.Contains(log.Span, _collector.Spans.Select(s => s.Id)));

        Assert.Equal(1, Count("peaktrade.runs", ("status", "success")));
        Assert.Equal(300, Count("peaktrade.bars"));
        var duration = Assert.Single(_collector.Points, p => p.Metric == "peaktrade.run.duration");
        Assert.Equal((1, "s", true), (duration.Count, duration.Unit, duration.IsDelta));
        var run = _collector.Spans.Single(s => s.Name == "run");
        Assert.InRange(duration.Sum, 0.1 * Seconds(run), 1.01 * Seconds(run));
    }

    [LinuxFact]
    public void Runs_of_a_parallel_batch_lie_under_it_and_each_has_its_own_id()
    {
        _place.Sample();
        _place.Write("batch.yaml", """
            batch_name: pair
            defaults: { strategy: ma_crossover, data_path: data/btc_eur_1d.csv, start_date: 2020-01-01, end_date: 2020-12-31 }
            runs: [{ id: fast, parameters: { fast_window: 10, slow_window: 30 } }, { id: slow }, { id: broken, data_path: nowhere }]
            """);
        var outcome = Run([], "batch", "batch.yaml", "--parallel", "--json");

        Assert.Equal(2, Paths().Count(p => p == "batch/run"));
        Assert.Equal(["load", "signals", "simulate", "write"], Paths().Where(p => p.StartsWith("batch/run/", StringComparison.Ordinal)).Select(p => p["batch/run/".Length..]).Distinct().Order());
        Assert.All(_collector.Spans, s => Assert.Equal((Trace(), "pair"), (s.Trace, s.Attributes["batch"])));
        var runs = outcome.Objects.Where(o => o.TryGetProperty("status", out var status) && status.GetString() == "success").Select(o => o.GetProperty("run_id").GetString()!).Order();
        Assert.Equal(["fast", "slow"], runs);
        Assert.Equal(runs, _collector.Spans.Where(s => s.Name == "run").Select(s => s.Attributes["batch_run"]).Order());
        foreach (var name in runs)
        {
            var stored = _place.PathTo($"output/batch_backtests/pair/runs/{name}/backtest/run.json");
            var id = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(stored)).RootElement.GetProperty("run_id").GetString();
            var ofRun = _collector.Spans.Where(s => s.Attributes.GetValueOrDefault("batch_run") == name).ToList();
            Assert.InRange(ofRun.Count, 5, 6); // The second of the two may find the data read, and has its span all the same.
            Assert.All(ofRun, s => Assert.Equal(id, s.Attributes["run_id"]));
        }

        Assert.Equal((2, 1), (Count("peaktrade.batch.runs", ("status", "success")), Count("peaktrade.batch.runs", ("status", "failed"))));
        Assert.Equal(2, Count("peaktrade.runs", ("status", "success")));
        Assert.Equal(1, Count("peaktrade.faults", ("id", "Data.Missing")));
        var fault = Assert.Single(_collector.Logs, log => log.Attributes.ContainsKey("fault"));
        Assert.Equal(("Data.Missing", "pair", Trace()), (fault.Attributes["fault"], fault.Attributes["batch"], fault.Trace));
    }

    [LinuxFact]
    public void Trials_lie_under_their_study_whichever_thread_worked_them_out()
    {
        Run([], "study", _place.Sample(), "-s", "ma_crossover", "--trials", "5", "--parallel", "--name", "mine").Good();

        Assert.Equal(["study", "study/load", .. Enumerable.Repeat("study/trial", 5)], Paths());
        Assert.All(_collector.Spans, s => Assert.Equal(("mine", "ma_crossover", "btc_eur_1d"), (s.Attributes["study"], s.Attributes["strategy"], s.Attributes["symbol"])));
        Assert.Equal(["0", "1", "2", "3", "4"], _collector.Spans.Where(s => s.Name == "trial").Select(s => s.Attributes["trial"]).Order());
        Assert.Single(_collector.Spans.Select(s => Guid.Parse(s.Attributes["run_id"])).Distinct());
        Assert.Equal(5, _collector.Points.Where(p => p.Metric == "peaktrade.trials").Sum(p => p.Count));
        Assert.NotEmpty(_collector.Logs);
        Assert.All(_collector.Logs, log => Assert.Equal(("mine", Trace()), (log.Attributes.GetValueOrDefault("study", "mine"), log.Trace)));
    }

    [LinuxFact]
    public void A_walk_forward_is_folds_each_a_study()
    {
        Run([], "walkforward", _place.Sample(900), "-s", "ma_crossover", "--trials", "3", "--folds", "2", "--train", "500", "--space", "fast_window=5..20").Good();

        Assert.Equal(["walkforward", "walkforward/fold", "walkforward/fold", "walkforward/fold/study", "walkforward/fold/study"], Paths().Where(p => !p.EndsWith("trial", StringComparison.Ordinal) && !p.EndsWith("load", StringComparison.Ordinal)));
        Assert.Equal(["1", "2"], _collector.Spans.Where(s => s.Name == "study").Select(s => s.Attributes["fold"]).Order());
        Assert.Contains("walkforward/fold/study/trial", Paths());
        Assert.Single(_collector.Spans.Select(s => Guid.Parse(s.Attributes["run_id"])).Distinct());
    }

    [LinuxFact]
    public void A_fault_marks_its_spans_and_counts_once_and_its_words_are_sent_without_secrets()
    {
        var outcome = Run(["OTEL_EXPORTER_OTLP_HEADERS=authorization=Basic hunter2"], "backtest", _place.Sample(), "-s", "ma_crossover?password=swordfish");

        Assert.Equal(2, outcome.Code);
        Assert.Equal("backtest", Assert.Single(Paths()));
        Assert.True(_collector.Spans[0].IsError);
        Assert.Equal("Strategy.Unknown", _collector.Spans[0].Attributes["fault"]);
        Assert.Equal(1, Count("peaktrade.faults", ("id", "Strategy.Unknown")));
        var log = Assert.Single(_collector.Logs);
        Assert.Equal((17UL, _collector.Spans[0].Attributes["run_id"]), (log.Severity, log.Attributes["run_id"]));
        Assert.Contains("password=***", log.Body);
        Assert.Contains(_collector.Headers, line => line.Contains("Basic hunter2", StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", outcome.Error + outcome.Output);
    }

    [LinuxFact]
    public void A_sample_ratio_of_0_sends_no_span_and_keeps_the_counts_and_the_logs_of_the_run()
    {
        Run(["PEAK_OTEL_SAMPLE_RATIO=0"], "backtest", _place.Sample(), "-s", "ma_crossover").Good();

        Assert.Empty(_collector.Spans);
        Assert.Equal(1, Count("peaktrade.runs", ("status", "success")));
        Assert.NotEmpty(_collector.Logs);
        Assert.All(_collector.Logs, log => Assert.Equal(Path.GetFileName(_place.Runs[0]), log.Attributes["run_id"]));
    }

    [LinuxFact]
    public void The_result_is_the_same_bytes_with_telemetry_and_without()
    {
        var data = _place.Sample();
        Run([], "backtest", data, "-s", "ma_crossover", "--results-root", "on").Good();
        _place.Process("backtest", data, "-s", "ma_crossover", "--results-root", "off").Good();

        Assert.NotEmpty(_collector.Spans);
        var (on, off) = (Directory.GetDirectories(_place.PathTo("on"))[0], Directory.GetDirectories(_place.PathTo("off"))[0]);
        foreach (var name in Directory.GetFiles(on).Select(f => Path.GetFileName(f)).Where(f => f is "stats.json" or "equity.csv" or "orders.csv" || f.StartsWith("trades", StringComparison.Ordinal)))
            Assert.Equal(File.ReadAllBytes(Path.Combine(off, name)), File.ReadAllBytes(Path.Combine(on, name)));
    }

    [LinuxTheory]
    [InlineData("PEAK_OTEL_ENABLED=yes please")]
    [InlineData("PEAK_OTEL_SAMPLE_RATIO=2")]
    [InlineData("PEAK_OTEL_EXPORTER_OTLP_PROTOCOL=smoke")]
    public void A_wrong_value_is_one_warning_that_names_it_and_nothing_is_sent(string wrong)
    {
        var outcome = Run([wrong], "backtest", _place.Sample(), "-s", "ma_crossover");

        Assert.Equal(0, outcome.Code);
        Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.Contains(wrong.Split('=')[0], StringComparison.Ordinal));
        Assert.Equal(0, _collector.Connections);
    }

    [Fact]
    public async Task Without_it_no_assembly_of_OpenTelemetry_is_loaded()
    {
        // All other tests of telemetry have processes of their own.
        var outcome = await _place.Here("backtest", _place.Sample(), "-s", "ma_crossover", "--results-root", _place.Results);

        outcome.Good();
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name!.StartsWith("OpenTelemetry", StringComparison.Ordinal));
    }

    private Outcome Run(string[] variables, params string[] args) => _place.ProcessWith([.. _collector.Environment, .. variables], args);

    private string Trace() => Assert.Single(_collector.Spans.Select(s => s.Trace).Distinct());

    private long Count(string metric, params (string Key, string Value)[] labels) =>
        _collector.Points.Where(p => p.Metric == metric && p.Attributes.Count == labels.Length && labels.All(l => p.Attributes[l.Key] == l.Value)).Sum(p => p.Count);

    private static double Seconds(SpanTold span) => (span.End - span.Start) / 1e9;

    private IReadOnlyList<string> Paths()
    {
        var byId = _collector.Spans.ToDictionary(s => s.Id);
        return [.. _collector.Spans.Select(PathOf).Order(StringComparer.Ordinal)];

        string PathOf(SpanTold span) => span.Parent.Length == 0 ? span.Name : $"{PathOf(byId[span.Parent])}/{span.Name}";
    }
}
