namespace PeakTrade.Studies.Tests.Trials;

public class ParetoFrontTests
{
    [Fact]
    public void The_front_is_in_the_users_sense_and_the_best_in_the_first_objective_comes_first()
    {
        // Sharpe ratio to be high, drawdown to be low.
        Trial[] trials = [Done(0, 1.0, 0.1), Done(1, 2.0, 0.3), Done(2, 1.5, 0.4), Done(3, 0.5, 0.05), Done(4, 2.0, 0.35)];
        Assert.Equal([1, 0, 3], Numbers(trials, StudyDirection.Maximize, StudyDirection.Minimize));
    }

    [Fact]
    public void Only_complete_trials_that_keep_the_constraints_are_on_it_and_each_point_once()
    {
        Trial[] trials =
        [
            Done(0, 5, 5),
            Done(1, 1, 1) with { Constraints = [0.1] },
            Done(2, 1, 1) with { State = TrialState.Pruned },
            Done(3, 5, 5) with { SameAs = 0 },
            Done(4, double.NaN, 0),
            new() { Number = 5, State = TrialState.Failed, Point = [0] },
        ];
        Assert.Equal([0], Numbers(trials, StudyDirection.Minimize, StudyDirection.Minimize));
    }

    [Fact]
    public void With_one_objective_it_is_the_best_trial_the_earliest_first() =>
        Assert.Equal([1, 3], Numbers([Done(0, 1), Done(1, 3), Done(2, 2), Done(3, 3)], StudyDirection.Maximize));

    private static IEnumerable<int> Numbers(Trial[] trials, params StudyDirection[] directions) => ParetoFront.Of(trials, directions).Select(t => t.Number);

    private static Trial Done(int number, params double[] values) => new() { Number = number, State = TrialState.Complete, Point = [number], Values = values };
}
