using System.Globalization;
using PeakTrade.Data;
using PeakTrade.Engine;

namespace PeakTrade.Operations.Tests.WalkForward;

public sealed class RunWalkForwardTests : IDisposable
{
    private readonly Desktop _desk = new Desktop().WithSample(700);

    public void Dispose() => _desk.Dispose();

    private StudyRequest Search => new() { Backtest = _desk.Request, TrialCount = 12, Seed = 42, Sampler = "tpe(startup=4)" };

    private WalkForwardRequest Request => new() { Study = Search, Windows = new() { Folds = 4 } };

    [Fact]
    public void A_folds_test_is_the_window_run_with_its_best_parameters()
    {
        var result = Result(Request);
        var bars = MarketData.Read(new(), _desk.Request.DataPath!, default).Bars;
        var strategy = Crossover;
        Assert.Equal(4, result.Folds.Count);
        foreach (var fold in result.Folds)
        {
            var from = IndexOf(bars, fold.TestStart);
            var test = Backtester.RunWindow(bars, strategy, fold.BestParameters!, new(), from, from + fold.TestBars);
            Assert.Equal((test.TotalReturn, test.Trades, test.Sharpe), (fold.OutOfSampleReturn, fold.OutOfSampleTrades, fold.OutOfSample));
            Assert.Equal(fold.TestEnd, bars.TimeAt(from + fold.TestBars - 1));
            Assert.True(fold.TrainEnd < fold.TestStart);
        }
    }

    [Fact]
    public void The_best_parameters_of_a_fold_are_the_best_of_all_points_over_its_training_window()
    {
        var space = new Dictionary<string, object?> { ["fast_window"] = "10..30 step 10", ["slow_window"] = "40..60 step 10" };
        var result = Result(Request with { Study = Search with { TrialCount = null, Sampler = "grid", Space = space } });
        var bars = MarketData.Read(new(), _desk.Request.DataPath!, default).Bars;
        var strategy = Crossover;
        foreach (var fold in result.Folds)
        {
            var start = IndexOf(bars, fold.TrainStart);
            var points = from fast in new[] { 10, 20, 30 } from slow in new[] { 40, 50, 60 } select new Dictionary<string, object?> { ["fast_window"] = fast, ["slow_window"] = slow };
            Assert.Equal(points.Max(point => Backtester.RunWindow(bars, strategy, strategy.Info.Bind(point), new(), start, start + fold.TrainBars).Sharpe), fold.InSample);
        }
    }

    [Fact]
    public void One_worker_and_eight_find_the_same()
    {
        var one = Result(Request);
        var eight = Result(Request with { Study = Search with { Workers = 8 } });
        Assert.Equal(one.Folds, eight.Folds, SameFold);
        Assert.Equal(one.GetEquity().Equity.ToArray(), eight.GetEquity().Equity.ToArray());
    }

    [Fact]
    public void Bars_after_a_test_window_change_nothing_in_it()
    {
        var windows = new WalkForwardChoice { Train = WalkForwardLength.Parse("300", "train"), Test = WalkForwardLength.Parse("100", "test") };
        var before = Result(Request with { Windows = windows });
        Scramble(after: before.Folds[1].TestEnd);
        var scrambled = Result(Request with { Windows = windows });
        Assert.Equal(4, before.Folds.Count);
        Assert.Equal(before.Folds.Take(2), scrambled.Folds.Take(2), SameFold);
        Assert.False(SameFold(before.Folds[2], scrambled.Folds[2]), "The scrambled bars must matter somewhere.");
    }

    [Fact]
    public void A_study_says_what_the_request_leaves_open()
    {
        var study = Studied(Search with { Objectives = ["sortino"], Space = new Dictionary<string, object?> { ["fast_window"] = "5..15" }, Backtest = _desk.Request with { Parameters = new Dictionary<string, object?> { ["slow_window"] = 70 } } });
        var like = Result(new() { Study = new() { Backtest = new() { BaseFolder = _desk.Folder, DataPath = _desk.Request.DataPath } }, Like = study, Windows = Request.Windows });
        var written = Result(Request with { Study = Search with { Objectives = ["sortino"], Space = new Dictionary<string, object?> { ["fast_window"] = "5..15" }, Backtest = _desk.Request with { Parameters = new Dictionary<string, object?> { ["slow_window"] = 70 } } } });
        Assert.Equal(written.Folds, like.Folds, SameFold);
        Assert.Equal("sortino", like.Objective);
        Assert.All(like.Folds, f => Assert.Equal((12, 70L), (f.Trials, f.BestParameters!.Integer("slow_window"))));
        var own = Result(new() { Study = new() { Backtest = new() { BaseFolder = _desk.Folder, DataPath = _desk.Request.DataPath }, Objectives = ["calmar"], TrialCount = 3 }, Like = study, Windows = Request.Windows });
        Assert.Equal(("calmar", 3), (own.Objective, own.Folds[0].Trials));
    }

    [Fact]
    public void An_objective_of_ones_own_is_sought_in_training_and_shown_of_the_test()
    {
        var named = Result(Request);
        var own = Result(Request with { Study = Search with { OwnObjective = new(r => [r.Sharpe]) } });
        Assert.Equal(named.Folds, own.Folds, SameFold);
        var study = Studied(Search with { OwnObjective = new(r => [r.Sharpe]) });
        var fault = Assert.Throws<PeakTradeException>(() => Result(Request with { Study = new() { Backtest = _desk.Request }, Like = study }));
        Assert.Equal("Argument.Objective", fault.Kind.Id);
        Assert.Contains("is a script block", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_bars_are_one_clear_error()
    {
        var outcome = Assert.Single(_desk.Workbench.WalkForward.Execute(Request with { Windows = new() { Folds = 400 } }, _desk, default));
        Assert.Equal(("WalkForward.TooFewBars", "There are 700 bars, too few for 400 folds: at least 806 are needed."), (outcome.Error!.Kind.Id, outcome.Error.Message));
    }

    [Fact]
    public void Where_training_finds_nothing_the_verdict_says_why()
    {
        var result = Result(Request with { Study = Search with { Constraints = ["trades >= 100000"] } });
        Assert.Equal("Training found no parameters to try in 4 test windows: No trial keeps the constraints.", result.Verdict);
        Assert.Equal(0, result.Trades);
        Assert.Null(result.Parameters);
    }

    [Fact]
    public void Several_objectives_and_mixed_lengths_are_refused_before_any_data_are_read()
    {
        File.Delete(_desk.Request.DataPath!);
        Assert.Equal("Argument.Objective", Assert.Throws<PeakTradeException>(() => _desk.Workbench.WalkForward.Check(Request with { Study = Search with { Objectives = ["sharpe", "calmar"] } })).Kind.Id);
        Assert.Throws<PeakTradeException>(() => WalkForwardChoice.Of([new("train", 365m)]));
    }

    [Fact]
    public void Nothing_is_stored_though_the_studys_file_names_a_storage()
    {
        var file = _desk.Write("study.yaml", "name: kept\nstorage: kept.db\nstrategy: ma_crossover\ntrials: 3\n");
        Result(Request with { Study = new() { Backtest = _desk.Request, FilePath = file } });
        Assert.False(File.Exists(_desk.PathTo("kept.db")));
    }

    private static IStrategy Crossover => new StrategyRegistry().Get("ma_crossover").Strategy;

    private static int IndexOf(Bars bars, DateTime time) => Enumerable.Range(0, bars.Count).Single(t => bars.TimeAt(t) == time);

    private static bool SameFold(WalkForwardFold a, WalkForwardFold b) =>
        (a.TestStart, a.TestEnd, a.InSample, a.OutOfSample, a.OutOfSampleReturn, a.OutOfSampleTrades, a.InSampleReturn) == (b.TestStart, b.TestEnd, b.InSample, b.OutOfSample, b.OutOfSampleReturn, b.OutOfSampleTrades, b.InSampleReturn)
        && Equals(a.BestParameters, b.BestParameters) && a.GetRun()!.GetEquity().Equity.Span.SequenceEqual(b.GetRun()!.GetEquity().Equity.Span);

    // Later bars in the opposite order of prices, times as they were.
    private void Scramble(DateTime after)
    {
        var lines = File.ReadAllLines(_desk.Request.DataPath!);
        var first = Array.FindIndex(lines, 1, line => DateTime.Parse(line.Split(',')[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) > after);
        var later = lines[first..];
        for (var i = 0; i < later.Length; i++) lines[first + i] = $"{later[i].Split(',', 2)[0]},{later[^(i + 1)].Split(',', 2)[1]}";
        File.WriteAllLines(_desk.Request.DataPath!, lines);
    }

    private WalkForwardResult Result(WalkForwardRequest request)
    {
        var outcome = _desk.Workbench.WalkForward.Execute(request, _desk, default).Single();
        return outcome.Result ?? throw outcome.Error!;
    }

    private ParameterStudy Studied(StudyRequest request) => _desk.Workbench.Study.Execute(request, _desk, default).Last().Result!.Study!;
}
