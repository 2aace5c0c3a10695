using System.Text;

namespace PeakTrade.Reports.Tests;

public class StudyReportTests
{
    [Fact]
    public void The_page_needs_nothing_but_itself()
    {
        foreach (var study in new[] { SampleStudy.Sharpe(60, steps: true), SampleStudy.Front(3) })
        {
            var page = SampleStudy.Page(study);
            Assert.DoesNotMatch("http|src=|@import|url\\(|//[a-z]+\\.", page);
            Assert.NotNull(new ReadPage(page));
        }
    }

    [Fact]
    public void The_same_study_gives_the_same_page_however_long_its_trials_took()
    {
        var slow = SampleStudy.Sharpe(80, steps: true);
        var slower = slow.GetTrials().Select(t => t with { Duration = TimeSpan.FromHours(t.Number) }).ToList();
        var again = new ParameterStudy(() => slower)
        {
            Name = slow.Name, Strategy = slow.Strategy, Symbol = slow.Symbol, Path = slow.Path, Objectives = slow.Objectives, Directions = slow.Directions, Searched = slow.Searched, Constraints = slow.Constraints, Sampler = slow.Sampler,
            SamplerReason = slow.SamplerReason, Pruner = slow.Pruner, Seed = slow.Seed, Lag = slow.Lag, TrialCount = slow.TrialCount, Complete = slow.Complete, Pruned = slow.Pruned, Failed = slow.Failed,
            BestTrial = slow.BestTrial, Importances = slow.Importances, Overfitting = slow.Overfitting, Hash = slow.Hash, Storage = slow.Storage,
        };
        Assert.Equal(SampleStudy.Page(slow), SampleStudy.Page(again));
    }

    [Fact]
    public void The_verdict_stands_first_with_its_figures_and_an_undefined_one_says_so()
    {
        var page = ReadPage.Of(SampleStudy.Sharpe(60));
        Assert.Equal("verdict", (string?)page.All("section").First().Attribute("id"));
        var text = page.Text("verdict");
        Assert.Contains(SampleStudy.Doubtful.Verdict, text);
        Assert.Contains("Deflated Sharpe ratio 61 %", text);
        Assert.Contains("Probabilistic Sharpe ratio 98 %", text);
        Assert.Contains("Backtest overfitting 31 %", text);
        Assert.Contains("Superior predictive ability p = 0.041", text);
        Assert.Contains("Shortest data that would do 7.4 years", text);
        Assert.Contains("There were 6.8 years.", text);
        Assert.Contains("Reality check undefined", text);
    }

    [Fact]
    public void The_study_says_what_was_searched_how_and_what_came_of_it()
    {
        var text = ReadPage.Of(SampleStudy.Sharpe(300, steps: true)).Text("study");
        foreach (var said in new[] { "Strategy ma_crossover", "Instrument BTC/EUR", "sharpe, maximized", "Constraint trades >= 30", "tpe: 4 parameters", "Pruner median(startup=5)", "Seed 42", "trial k learns from trials up to k - 1", "Storage studies.db", "8 failed", "Strategy.TooFewBars" })
            Assert.Contains(said, text);
    }

    [Fact]
    public void The_best_parameters_stand_in_a_table_and_in_a_line_to_copy()
    {
        var study = SampleStudy.Sharpe(60);
        var section = ReadPage.Of(study).Section("best");
        Assert.Equal(PowerShellLine.Of(study.BestTrial!), section.Descendants("pre").Single().Value);
        Assert.Equal(study.BestParameters!.Keys, section.Descendants("tbody").Single().Elements("tr").Select(r => r.Elements("td").First().Value));
        Assert.Contains("0.0001 to 0.1, logarithmic", section.Value);
        Assert.Contains("sma | ema | wma", section.Value);
        Assert.Contains("fixed", section.Value);
    }

    [Fact]
    public void The_history_shows_complete_pruned_broken_and_failed_trials_apart()
    {
        var study = SampleStudy.Sharpe(300, steps: true);
        var trials = study.GetTrials();
        var page = ReadPage.Of(study);
        Assert.Equal(trials.Count(t => t.State == TrialState.Complete && t.IsFeasible), page.Dots("history", "complete"));
        Assert.Equal(trials.Count(t => t.State == TrialState.Complete && !t.IsFeasible), page.Dots("history", "broken"));
        Assert.Equal(study.Pruned, page.Dots("history", "pruned"));
        Assert.Equal(study.Failed, page.Dots("history", "failed"));
        Assert.Single(page.Section("history").Descendants("circle"), c => (string?)c.Attribute("data-k") == $"{study.BestTrial!.Number}");
    }

    [Fact]
    public void The_line_of_the_best_so_far_goes_by_trials_that_count()
    {
        var trials = new[] { 1.0, 3, 2, 9, 4 }.Select((v, k) => new StudyTrial { Study = "s", Number = k, Strategy = "x", State = TrialState.Complete, Parameters = SampleStudy.Set(("p", (double)k)), Values = [v], Constraints = [k == 3 ? 1 : 0] }).ToList();
        var objective = new Objective(SampleStudy.Of(trials, []), 0, trials);
        Assert.Equal([0, 1, 4], objective.Improvements(trials.Where(t => t.IsFeasible)).Select(t => t.Number));
    }

    [Fact]
    public void Every_parameter_has_a_slice_the_most_important_first_and_choices_are_strips()
    {
        var page = ReadPage.Of(SampleStudy.Sharpe(300));
        var slices = page.Section("slices").Descendants("svg").Where(s => (string?)s.Attribute("class") == "chart").ToList();
        Assert.Equal(["sharpe by fast_window", "sharpe by slow_window", "sharpe by threshold", "sharpe by average"], slices.Select(s => (string?)s.Attribute("aria-label")));
        Assert.Contains("threshold (logarithmic)", slices[2].Value);
        Assert.Contains("ema", slices[3].Value);
    }

    [Fact]
    public void The_four_most_important_parameters_are_shown_in_pairs()
    {
        var section = ReadPage.Of(SampleStudy.Sharpe(300)).Section("contours");
        Assert.Equal(6, section.Descendants("svg").Count(s => (string?)s.Attribute("class") == "chart"));
        Assert.Equal("sharpe over fast_window and slow_window", (string?)section.Descendants("svg").First(s => (string?)s.Attribute("class") == "chart").Attribute("aria-label"));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    public void Several_objectives_have_their_front_in_pairs_and_a_history_each(int objectives, int pairs)
    {
        var study = SampleStudy.Front(objectives);
        var page = ReadPage.Of(study);
        Assert.Equal(pairs, page.Section("front").Descendants("svg").Count(s => (string?)s.Attribute("class") == "chart"));
        Assert.Equal(pairs * study.ParetoFront.Count, page.Section("front").Descendants("circle").Count(c => c.Attribute("data-k") is not null));
        Assert.Equal(objectives, page.Section("history").Descendants("svg").Count(s => (string?)s.Attribute("class") == "chart"));
        Assert.Equal(objectives - 1, page.Section("slices").Descendants("details").Count());
        Assert.Equal("kept", page.Section("trials").Descendants("tbody").Single().Elements("tr").First().Elements("td").ElementAt(1 + objectives).Value);
    }

    [Fact]
    public void Steps_are_drawn_where_there_are_steps_and_say_what_pruning_saved()
    {
        var study = SampleStudy.Sharpe(100, steps: true);
        var trials = study.GetTrials().Where(t => t.Steps.Count > 0).ToList();
        var saved = 1 - trials.Sum(t => t.Steps.Count) / (12.0 * trials.Count);
        Assert.Contains($"Pruning saved {saved * 100:0} %", ReadPage.Of(study).Text("steps"));
        Assert.False(ReadPage.Of(SampleStudy.Sharpe(60)).Has("steps"));
    }

    [Fact]
    public void The_best_twenty_stand_in_a_table_in_order()
    {
        var study = SampleStudy.Sharpe(300);
        var rows = ReadPage.Of(study).Section("trials").Descendants("tbody").Single().Elements("tr").ToList();
        var wanted = study.GetTrials().Where(t => t.State == TrialState.Complete && t.IsFeasible).OrderByDescending(t => t.Values[0]).Take(20).Select(t => $"{t.Number}");
        Assert.Equal(wanted, rows.Select(r => (string?)r.Attribute("data-k")));
    }

    [Fact]
    public void A_study_of_ten_thousand_trials_stays_under_a_megabyte_and_keeps_its_best()
    {
        var study = SampleStudy.Sharpe(10_000, steps: true);
        var page = SampleStudy.Page(study);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, 1_000_000);
        Assert.Contains("Drawn are", page);
        var best = study.GetTrials().Where(t => t.State == TrialState.Complete && t.IsFeasible).OrderByDescending(t => t.Values[0]).Take(20);
        Assert.All(best, t => Assert.Contains($"\"{t.Number}\":[\"Trial {t.Number},", page));
    }
}
