using PeakTrade.House.Tests;

namespace PeakTrade.Operations.Tests.Batches;

public sealed class BatchTests : IDisposable
{
    private readonly BatchPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Each_run_has_its_folder_and_the_batch_its_summary_config_and_log()
    {
        var batch = BatchPlace.Crossovers(2, i => i == 1 ? ", generate_report: true, generate_risk_report: true, generate_tca_report: true" : "");

        var results = _place.Run(batch);

        Assert.All(results, r => Assert.Equal(BatchRunStatus.Success, r.Status));
        Assert.Equal(["run_00", "run_01"], results.Select(r => r.RunId));
        Assert.Equal(batch, File.ReadAllText(Path.Combine(_place.Root, "batch_config.yaml")));
        Assert.Matches(@"^batch_\d{8}T\d{6}Z\.log$", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(_place.Root, "logs")))));
        Assert.Equal(["batch_config.yaml", "batch_summary.csv", "batch_summary.md", "logs", "runs"], Directory.GetFileSystemEntries(_place.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["backtest"], Directory.GetFileSystemEntries(Path.Combine(_place.Root, "runs", "run_00")).Select(Path.GetFileName));
        Assert.Equal(["backtest", "risk_report", "tca"], Directory.GetFileSystemEntries(Path.Combine(_place.Root, "runs", "run_01")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string[] report = ["plots/" + PeakTrade.Reports.EquityPicture.FileName, "reports/backtest_report.txt", "reports/run_report.html", "reports/trades_summary.json"];
        Assert.Equal(report.Select(file => "runs/run_01/backtest/" + file), _place.Files().Keys.Where(k => k.Contains("/backtest/reports/", StringComparison.Ordinal) || k.Contains("/plots/", StringComparison.Ordinal)));
        Assert.Contains($"{results[1].Result!.RunId:D}", File.ReadAllText(Path.Combine(results[1].BacktestPath!, "reports", "run_report.html")), StringComparison.Ordinal);
        Assert.True(File.Exists(results[1].RiskReportPath) && File.Exists(results[1].TcaReportPath));
    }

    [Fact]
    public void A_run_of_one_instrument_is_the_backtest_of_it()
    {
        var batch = _place.Run(BatchPlace.Crossovers(1, defaults: ", fee_bps: 3"))[0].Result!;

        var alone = _place.Desktop.Run(_place.Desktop.Request with
        {
            DataPath = _place.Desktop.PathTo("data/aaa_1d.csv"), Save = false,
            Settings = [new("backtest.fee_bps", 3.0), new("data.from", "2020-01-01"), new("data.to", "2021-01-01"), new("data.symbol", "AAA")],
            Parameters = new Dictionary<string, object?> { ["fast_window"] = 5, ["slow_window"] = 30 },
        });

        Assert.Equal(alone.FinalEquity, batch.FinalEquity);
        Assert.Equal(alone.DataHash, batch.DataHash);
        Assert.Equal(alone.GetTrades(), batch.GetTrades());
        Assert.Equal(alone.GetEquity().Equity.ToArray(), batch.GetEquity().Equity.ToArray());
    }

    [Fact]
    public void Side_by_side_gives_the_same_bytes_as_one_after_the_other()
    {
        var batch = BatchPlace.Crossovers(12, i => i % 3 == 0 ? ", symbols: [AAA, BBB, CCC], generate_risk_report: true" : i % 3 == 1 ? ", generate_tca_report: true, generate_report: true" : "");

        _place.Run(batch);
        var serial = _place.Files();
        Directory.Delete(_place.Root, recursive: true);
        var results = _place.Run(batch, r => r with { Parallel = true, ThrottleLimit = 4 });

        Assert.Equal(12, results.Count(r => r.Status == BatchRunStatus.Success));
        Assert.Equal(serial, _place.Files());
    }

    [Fact]
    public void The_batch_of_the_document_runs_on_sample_data_and_gives_the_same_bytes_side_by_side()
    {
        using var desk = new Desktop();
        Copy(Checkout.PathTo("examples", "config"), desk.PathTo("config"));
        foreach (var symbol in File.ReadLines(desk.PathTo("config/universe_ai_tech_tickers.txt")).Where(line => !line.StartsWith('#')))
            _ = MakeSampleData.Execute(new() { Folder = desk.PathTo("data"), Symbols = [symbol], Start = new(2013, 6, 1, 0, 0, 0, DateTimeKind.Utc), Count = 2800 }, default).Single();
        var request = new BatchRequest { BaseFolder = desk.Folder, Path = Checkout.PathTo("examples", "batch.yaml") };

        var serial = desk.Workbench.Batch.Execute(request, desk, default).ToList();
        var parallel = desk.Workbench.Batch.Execute(request with { Parallel = true, ThrottleLimit = 3, OutputRoot = "beside" }, desk, default).ToList();

        Assert.Equal(["core_2015_2020", "core_ml_2015_2020", "ml_alpha_only_2015_2020"], serial.Select(r => r.RunId));
        Assert.All(serial.Concat(parallel), r => Assert.Equal(BatchRunStatus.Success, r.Status));
        Assert.All(serial, r => Assert.True(r.Trades > 50 && r.Result!.Portfolio!.Rebalances == 72 && r.RiskReportPath is not null, r.RunId));
        Assert.Equal([false, false, true], serial.Select(r => r.TcaReportPath is not null));
        var files = BatchPlace.FilesIn(desk.PathTo("output/batch_backtests/ai_tech_core_vs_mlalpha_2025"));
        Assert.Equal(files, BatchPlace.FilesIn(desk.PathTo("beside/ai_tech_core_vs_mlalpha_2025")));
        Assert.Contains("runs/core_2015_2020/backtest/factor_contributions.csv", files.Keys);
        Assert.Contains("runs/ml_alpha_only_2015_2020/tca/tca_report.html", files.Keys);
    }

    [Fact]
    public void A_second_call_skips_all_and_gives_the_stored_results()
    {
        var first = _place.Run(BatchPlace.Crossovers(3));
        var ids = first.Select(r => r.Result!.RunId);

        var second = _place.Run(BatchPlace.Crossovers(3));

        Assert.All(second, r => Assert.Equal(BatchRunStatus.Skipped, r.Status));
        Assert.All(second, r => Assert.Null(r.Error));
        Assert.Equal(ids, second.Select(r => r.Result!.RunId));
        Assert.Equal(first.Select(r => r.Sharpe), second.Select(r => r.Sharpe));
    }

    [Fact]
    public void Forced_all_are_run_again()
    {
        var first = _place.Run(BatchPlace.Crossovers(2));

        var second = _place.Run(BatchPlace.Crossovers(2), r => r with { Force = true });

        Assert.All(second, r => Assert.Equal(BatchRunStatus.Success, r.Status));
        Assert.Empty(first.Select(r => r.Result!.RunId).Intersect(second.Select(r => r.Result!.RunId)));
        Assert.Equal(first.Select(r => r.FinalPf), second.Select(r => r.FinalPf));
    }

    [Fact]
    public void A_changed_run_is_refused_and_replaced_when_resumed()
    {
        _place.Run(BatchPlace.Crossovers(2));
        var changed = BatchPlace.Crossovers(2, i => i == 1 ? ", fee_bps: 50" : "");

        var refused = _place.Run(changed);
        var resumed = _place.Run(changed, r => r with { Resume = true });

        Assert.Equal([BatchRunStatus.Skipped, BatchRunStatus.Failed], refused.Select(r => r.Status));
        Assert.Equal("Batch.TargetNotEmpty", refused[1].ErrorId);
        Assert.Equal([BatchRunStatus.Skipped, BatchRunStatus.Success], resumed.Select(r => r.Status));
    }

    [Fact]
    public void Changed_data_are_noticed_though_the_file_is_called_the_same()
    {
        _place.Run(BatchPlace.Crossovers(1));
        var file = _place.Desktop.PathTo("data/aaa_1d.csv");
        var (length, time) = (new FileInfo(file).Length, File.GetLastWriteTimeUtc(file));
        var bytes = File.ReadAllBytes(file);
        var digit = Array.FindLastIndex(bytes, b => b is (byte)'1' or (byte)'2');
        bytes[digit] = bytes[digit] == '1' ? (byte)'2' : (byte)'1';
        File.WriteAllBytes(file, bytes);
        File.SetLastWriteTimeUtc(file, time);

        var again = _place.Run(BatchPlace.Crossovers(1), r => r with { Resume = true });

        Assert.Equal(length, new FileInfo(file).Length);
        Assert.Equal(BatchRunStatus.Success, again[0].Status);
    }

    [Fact]
    public void Another_file_of_trades_is_another_run()
    {
        _place.Run(BatchPlace.Crossovers(1, _ => ", settings: { results.trades: csv }"));

        var again = _place.Run(BatchPlace.Crossovers(1), r => r with { Resume = true });

        Assert.Equal(BatchRunStatus.Success, again[0].Status);
    }

    [Fact]
    public void A_report_that_was_taken_away_is_made_again()
    {
        var batch = BatchPlace.Crossovers(1, _ => ", generate_risk_report: true");
        var first = _place.Run(batch)[0];
        File.Delete(first.RiskReportPath!);

        var again = _place.Run(batch, r => r with { Resume = true })[0];

        Assert.Equal(BatchRunStatus.Success, again.Status);
        Assert.True(File.Exists(again.RiskReportPath));
    }

    [Fact]
    public void The_summary_has_the_columns_of_the_document_and_a_row_for_each_run_in_order()
    {
        _place.Run(BatchPlace.Crossovers(3, i => i == 1 ? ", parameters: { fast_window: 40, slow_window: 35 }" : ""), r => r with { Parallel = true, ThrottleLimit = 3 });

        var lines = _place.Summary.TrimEnd('\n').Split('\n');
        Assert.StartsWith("run_id,bundle_path,start_date,end_date,status,runtime_sec,final_pf,sharpe,trades,risk_report_path,tca_report_path,", lines[0], StringComparison.Ordinal);
        Assert.Equal(["run_00", "run_01", "run_02"], lines[1..].Select(l => l.Split(',')[0]));
        Assert.Equal(["success", "failed", "success"], lines[1..].Select(l => l.Split(',')[4]));
        var page = File.ReadAllText(Path.Combine(_place.Root, "batch_summary.md"));
        Assert.Contains("3 runs: 2 succeeded, 1 failed, 0 skipped", page, StringComparison.Ordinal);
        Assert.Contains("Best Sharpe ratio: **run_0", page, StringComparison.Ordinal);
        Assert.Contains("- **run_01** (Strategy.Parameter): ma_crossover needs fast_window &lt; slow_window", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_the_user_cannot_break_the_summary()
    {
        _place.Run(BatchPlace.Crossovers(1).Replace("batch_name: mine", "batch_name: mine\ndescription: \"<script>alert(1)</script> | a * b\"", StringComparison.Ordinal));

        var page = File.ReadAllText(Path.Combine(_place.Root, "batch_summary.md"));
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains(@"\| a \* b", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_counts_bars_says_what_would_be_done_and_writes_nothing()
    {
        _place.Run(BatchPlace.Crossovers(1));
        var before = Directory.GetFileSystemEntries(_place.Desktop.Folder, "*", SearchOption.AllDirectories);
        var batch = BatchPlace.Crossovers(3, i => i == 2 ? ", symbols: [AAA, ZZZ]" : i == 1 ? ", symbols: [AAA, BBB]" : "");

        var plan = _place.Desktop.Workbench.Batch.Plan(_place.Request with { Text = batch }, _place.Desktop, default).ToList();

        Assert.Equal([BatchAction.Skip, BatchAction.Run, BatchAction.Refuse], plan.Select(p => p.Action));
        Assert.Equal((366L, 2, 732L), (plan[0].Bars, plan[1].Symbols, plan[1].Bars));
        Assert.True(plan[1].EstimatedSec > 0);
        Assert.Contains("ZZZ", plan[2].Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(_place.Desktop.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Data_that_runs_share_are_read_once()
    {
        var read = 0;
        var listener = new Counting(() => read++);
        var request = _place.Request with { Text = BatchPlace.Crossovers(5, defaults: ", settings: { data.on_bad_row: drop }") };
        File.AppendAllText(_place.Desktop.PathTo("data/aaa_1d.csv"), "2019-01-01T00:00:00Z,1,1,1,1,1\n");

        Assert.Equal(5, _place.Desktop.Workbench.Batch.Execute(request, listener, default).Count(r => r.Status == BatchRunStatus.Success));

        Assert.Equal(1, read);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private sealed class Counting(Action dropped) : IListener
    {
        public void Say(string message)
        {
            if (message.Contains("row", StringComparison.Ordinal) && message.Contains("out", StringComparison.Ordinal)) dropped();
        }

        public void Warn(string message) => Say(message);

        public void Progress(string activity, double? fraction)
        {
        }
    }
}
