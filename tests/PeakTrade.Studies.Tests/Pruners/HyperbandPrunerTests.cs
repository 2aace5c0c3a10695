namespace PeakTrade.Studies.Tests.Pruners;

public class HyperbandPrunerTests
{
    // 100 steps, thirds: rungs 1, 3, 9, 27, 81. The paper's sizes for S = 4 are 5/5 81, 5/4 27, 5/3 9, 5/2 3 and 5, rounded up: 81, 34, 15, 8, 5 of 143.
    [Fact]
    public void Brackets_have_the_papers_shares()
    {
        var pruner = Make("hyperband(reduction=3)", 100, seed: 11);
        var counts = Enumerable.Range(0, 1430).CountBy(pruner.BracketOf).OrderBy(c => c.Key).Select(c => c.Value).ToArray();
        double[] shares = [810, 340, 150, 80, 50];
        Assert.Equal(5, counts.Length);
        for (var b = 0; b < 5; b++) Assert.InRange(counts[b], shares[b] - 5, shares[b] + 5);
    }

    [Fact]
    public void Few_trials_already_hold_the_brackets_in_their_shares()
    {
        var pruner = Make("hyperband(reduction=3)", 100, seed: 4);
        for (var first = 0; first < 500; first += 50) Assert.InRange(Enumerable.Range(first, 50).Count(n => pruner.BracketOf(n) == 0), 25, 32);
    }

    [Fact]
    public void The_seed_deals_and_nothing_else()
    {
        Assert.Equal(Dealt(1), Dealt(1));
        Assert.NotEqual(Dealt(1), Dealt(2));

        static int[] Dealt(long seed) => [.. Enumerable.Range(0, 100).Select(Make("hyperband", 64, seed).BracketOf)];
    }

    [Fact]
    public void A_trial_is_compared_with_those_of_its_own_bracket()
    {
        var pruner = Make("hyperband", 64, seed: 0);
        var newcomer = Enumerable.Range(20, 100).First(n => pruner.BracketOf(n) == 0);
        Assert.False(StopsAfter(n => pruner.BracketOf(n) != 0));
        Assert.True(StopsAfter(n => pruner.BracketOf(n) == 0));

        bool StopsAfter(Func<int, bool> isBetter)
        {
            var trials = Enumerable.Range(0, newcomer).Select(n => new Trial { Number = n, State = TrialState.Pruned, Point = [], Values = [0], Steps = Bench.Steps([[isBetter(n) ? 1 : 3]]) }).ToArray();
            return Make("hyperband", 64, seed: 0).ShouldStop(new TrialsSeen(trials, newcomer, newcomer, [StudyDirection.Minimize]), Bench.Steps([[2]]));
        }
    }

    [Fact]
    public void Later_brackets_begin_later()
    {
        var pruner = Make("hyperband(min=2)", 100, seed: 0);
        for (var bracket = 0; bracket < 3; bracket++)
        {
            var newcomer = Enumerable.Range(100, 1000).First(n => pruner.BracketOf(n) == bracket);
            var trials = Enumerable.Range(0, newcomer).Select(n => new Trial { Number = n, State = TrialState.Complete, Point = [], Values = [1], Steps = Bench.Steps(Enumerable.Repeat(new[] { 1.0 }, 100)) }).ToArray();
            var seen = new TrialsSeen(trials, newcomer, newcomer, [StudyDirection.Minimize]);
            var stops = Enumerable.Range(1, 100).Where(end => pruner.ShouldStop(seen, Bench.Steps(Enumerable.Repeat(new[] { 2.0 }, end))));
            Assert.Equal(new[] { 2, 8, 32 }[bracket..], stops);
        }
    }

    [Fact]
    public void Where_there_are_no_steps_there_is_one_bracket() => Assert.Equal(0, Make("hyperband", 0, seed: 3).BracketOf(7));

    private static HyperbandPruner Make(string text, int steps, long seed) => (HyperbandPruner)Bench.Make(text, steps: steps, seed: seed);
}
