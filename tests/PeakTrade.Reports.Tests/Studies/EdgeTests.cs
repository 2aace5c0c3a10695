using System.Text;
using System.Xml.Linq;
using PeakTrade.Engine;

namespace PeakTrade.Reports.Tests;

/// <summary>Studies that are not as one would wish.</summary>
public class EdgeTests
{
    private const string Evil = "</script><script>document.documentElement.setAttribute('data-hacked','1')</script><img src=x onerror=\"document.documentElement.setAttribute('data-hacked','2')\">";

    /// <summary>A study whose every text is an attack.</summary>
    internal static ParameterStudy Hostile()
    {
        var trials = Enumerable.Range(0, 30).Select(k => new StudyTrial
        {
            Study = Evil, Number = k, Strategy = Evil, State = k == 3 ? TrialState.Failed : TrialState.Complete, Error = k == 3 ? Evil : null, Values = k == 3 ? [] : [Math.Sin(k)],
            Parameters = SampleStudy.Set(($"a{Evil}", k % 2 == 0 ? Evil : "]]>"), ("b\"'&", (double)k)), Constraints = [k % 5 - 3], Path = Evil, Symbol = Evil,
        }).ToList();
        return SampleStudy.Of(trials, []) with
        {
            Name = Evil, Strategy = Evil, Symbol = Evil, Objectives = [Evil], Sampler = Evil, SamplerReason = Evil, Pruner = Evil, Storage = Evil, Hash = Evil, BestTrial = trials[1], Constraints = [Evil],
            Importances = [new(Evil, 1)], Overfitting = SampleStudy.Doubtful with { Verdict = Evil },
        };
    }

    [Fact]
    public void Hostile_names_are_text_and_nothing_else()
    {
        var page = ReadPage.Of(Hostile());
        Assert.Equal(2, page.All("script").Count());
        Assert.Empty(page.All("img"));
        Assert.Equal(Evil, page.All("h1").Single().Value);
        Assert.Contains(Evil, page.Text("verdict"));
    }

    [Fact]
    public void A_study_without_trials_says_so()
    {
        var page = ReadPage.Of(SampleStudy.OfValues());
        Assert.Contains("no trials yet", page.Text("best"));
        Assert.Contains("nothing to believe yet", page.Text("verdict"));
        Assert.Empty(page.WithClass("chart"));
    }

    [Fact]
    public void A_study_whose_trials_all_failed_says_why()
    {
        var page = ReadPage.Of(SampleStudy.OfValues(null, null, null));
        Assert.Contains("No trial is complete", page.Text("best"));
        Assert.Contains("3 trial 0 It threw <b>here</b>.", page.Text("study"));
        Assert.Empty(page.WithClass("chart"));
    }

    [Fact]
    public void A_study_whose_trials_all_break_a_constraint_says_so()
    {
        var trials = SampleStudy.OfValues(1, 2, 3).GetTrials().Select(t => t with { Constraints = [2.5] }).ToList();
        var page = ReadPage.Of(SampleStudy.Of(trials, []) with { Constraints = ["trades >= 30"] });
        Assert.Contains("Every complete trial breaks a constraint", page.Text("best"));
        Assert.Contains("broken: trades >= 30 by 2.5", page.Text("trials"));
        Assert.Equal(3, page.Dots("history", "broken"));
    }

    [Theory]
    [InlineData(3.5)]
    [InlineData(2.0, 2.0, 2.0, 2.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.NaN, 1.0, double.PositiveInfinity, double.NegativeInfinity)]
    [InlineData(-1e308, 1e308, 1e-308, -5e-324)]
    [InlineData(1e-300, 3e-300, 2e-300)]
    [InlineData(1e15, 1e15 + 1, 1e15 + 2)]
    [InlineData(-7.0, -8.0, -1e9)]
    public void Every_chart_has_all_its_places_whatever_the_values(params double[] values)
    {
        var page = ReadPage.Of(SampleStudy.OfValues([.. values.Select(v => (double?)v)]));
        foreach (var shape in page.WithClass("chart").Descendants().Where(e => e.Name.LocalName is "path" or "circle" or "line" or "rect" or "text"))
        {
            foreach (var attribute in shape.Attributes().Where(a => a.Name.LocalName is "d" or "x" or "y" or "cx" or "cy" or "x1" or "x2" or "y1" or "y2" or "width" or "height"))
                Assert.DoesNotMatch("NaN|∞|Infinity|[Ee]", attribute.Value);
        }

        Assert.Equal(values.Count(v => !double.IsNaN(v)), page.Dots("history", "complete"));
    }

    [Fact]
    public void A_few_values_far_out_do_not_press_the_others_into_a_line()
    {
        var values = Enumerable.Range(0, 100).Select(k => (double?)(-1 + k % 37 / 37.0)).ToArray();
        (values[3], values[50]) = (1e9, 40);
        var study = SampleStudy.OfValues(values);
        var objective = new Objective(study, 0, study.GetTrials());
        Assert.Equal(2, objective.Beyond);
        Assert.True(objective.Axis.Scale.Place(-0.5) - objective.Axis.Scale.Place(-1) > 0.25);
        Assert.Contains("2 trials far worse than the others are drawn at the edge.", ReadPage.Of(study).Text("history"));
    }

    [Fact]
    public void Values_over_many_powers_of_ten_stand_on_a_logarithmic_axis()
    {
        var study = SampleStudy.OfValues([.. Enumerable.Range(0, 60).Select(k => (double?)Math.Pow(10, 3 - k / 10.0))]);
        Assert.IsType<LogScale>(new Objective(study, 0, study.GetTrials()).Axis.Scale);
    }

    [Fact]
    public void A_logarithmic_parameter_is_known_by_its_values_where_the_study_does_not_say()
    {
        var trials = Enumerable.Range(0, 60).Select(k => new StudyTrial { Study = "s", Number = k, Strategy = "x", State = TrialState.Complete, Values = [1], Parameters = SampleStudy.Set(("rate", Math.Pow(10, -5 + 4 * new KeyedRandom(1, k).NextDouble())), ("plain", new KeyedRandom(2, k).NextDouble() * 100 + 0.01), ("kind", k % 2 == 0), ("fixed", 7L)) }).ToList();
        var columns = SearchedColumn.Of(SampleStudy.Of(trials, []), trials);
        Assert.Equal(["rate", "plain", "kind"], columns.Select(c => c.Name));
        Assert.Equal([true, false, false], columns.Select(c => c.IsLog));
        Assert.Equal([false, false, true], columns.Select(c => c.IsChoice));
    }

    [Fact]
    public void A_point_outside_of_what_was_searched_is_drawn_where_it_is()
    {
        var trials = new[] { 1.0, 50, 12 }.Select((v, k) => new StudyTrial { Study = "s", Number = k, Strategy = "x", State = TrialState.Complete, Values = [k], Parameters = SampleStudy.Set(("p", v)) }).ToList();
        var column = SearchedColumn.Of(SampleStudy.Of(trials, [new StudyParameter { Name = "p", Low = 5, High = 20 }]), trials)[0];
        Assert.InRange(column.Axis.Scale.Place(50), 0.9, 0.999);
        Assert.InRange(column.Axis.Scale.Place(1), 0.001, 0.1);
    }

    [Fact]
    public void Running_and_valueless_trials_do_not_stop_the_page()
    {
        var trials = new List<StudyTrial> { new() { Study = "s", Number = 0, Strategy = "x", State = TrialState.Running, Parameters = ParameterSet.Empty }, new() { Study = "s", Number = 1, Strategy = "x", State = TrialState.Pruned, Parameters = SampleStudy.Set(("p", 1L)), Steps = [new StudyStep(1, []), new StudyStep(2, [double.NaN])] } };
        Assert.Contains("1 running", ReadPage.Of(SampleStudy.Of(trials, [])).Text("study"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Thirty_parameters_and_ten_thousand_trials_stay_under_a_megabyte(int objectives)
    {
        var trials = Enumerable.Range(0, 10_000).Select(k =>
        {
            var random = new KeyedRandom(1, k);
            var values = Enumerable.Range(0, 30).Select(i => ($"a_rather_long_parameter_{i}", (object)random.NextDouble())).ToArray();
            return new StudyTrial { Study = "s", Number = k, Strategy = "x", State = TrialState.Complete, Parameters = SampleStudy.Set(values), Values = [.. Enumerable.Range(0, objectives).Select(i => values.Skip(i * 7).Sum(v => (double)v.Item2))] };
        }).ToList();
        var study = SampleStudy.Of(trials, []) with { Objectives = new[] { "a", "b", "c" }[..objectives], Directions = [.. Enumerable.Repeat(StudyDirection.Maximize, objectives)], BestTrial = trials[5], ParetoFront = objectives > 1 ? trials.GetRange(0, 400) : [] };
        Assert.InRange(Encoding.UTF8.GetByteCount(SampleStudy.Page(study)), 1, 1_000_000);
    }
}
