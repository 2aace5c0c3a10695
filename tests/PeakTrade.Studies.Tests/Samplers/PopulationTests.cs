using PeakTrade.Engine;

namespace PeakTrade.Studies.Tests.Samplers;

public class PopulationTests
{
    private const int Size = 70;

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Who_goes_is_in_the_last_front_and_the_most_crowded_there_by_the_book(int objectives)
    {
        var random = new KeyedRandom(5, objectives);
        var population = new Population(Size, 1, objectives);
        var kept = new List<Member>();
        for (var n = 0; n < 160; n++)
        {
            var member = new Member(n, new double[objectives], random.NextDouble() < 0.3 ? random.NextDouble() : 0);
            for (var k = 0; k < objectives; k++) member.Losses[k] = random.NextDouble() * (1000 - n);
            population.Add([n], member.Losses, member.Violation);
            kept.Add(member);
            if (kept.Count <= Size) continue;

            var gone = kept.Single(m => !Enumerable.Range(0, Size).Any(slot => population[slot][0] == m.Number));
            var front = LastFront(kept);
            Assert.Contains(gone, front);
            Assert.True(Crowding(front, gone) <= front.Min(m => Crowding(front, m)) + 1e-9);
            kept.Remove(gone);
        }
    }

    [Fact]
    public void A_parent_is_better_for_its_front_and_then_for_standing_alone()
    {
        var population = new Population(10, 1, 2);
        double[][] losses = [[0, 10], [1, 5], [1.5, 4.5], [2, 4], [10, 0], [11, 11]];
        for (var i = 0; i < losses.Length; i++) population.Add([i / 10.0], losses[i], 0);
        Assert.True(population.IsBetter(2, 5));
        Assert.True(population.IsBetter(0, 1));
        Assert.True(population.IsBetter(1, 2));
        Assert.False(population.IsBetter(2, 1));
    }

    [Fact]
    public void A_place_is_taken_once()
    {
        var population = new Population(10, 2, 1);
        population.Add([0.1, 0.2], [1], 0);
        population.Add([0.1, 0.2], [1], 0);
        Assert.Equal(1, population.Count);
    }

    private sealed record Member(int Number, double[] Losses, double Violation);

    private static List<Member> LastFront(List<Member> members)
    {
        var front = members;
        for (var left = members; left.Count > 0; left = [.. left.Except(front)]) front = [.. left.Where(m => !left.Any(o => Beats(o, m)))];
        return front;
    }

    private static double Crowding(List<Member> front, Member member) => Enumerable.Range(0, member.Losses.Length).Sum(k => Gap(front, member, k));

    private static bool Beats(Member a, Member b) =>
        a.Violation > 0 || b.Violation > 0 ? a.Violation < b.Violation : a.Losses.Zip(b.Losses).All(p => p.First <= p.Second) && !a.Losses.SequenceEqual(b.Losses);

    private static double Gap(List<Member> front, Member member, int objective)
    {
        var sorted = front.Select(m => m.Losses[objective]).Order().ToList();
        var at = sorted.IndexOf(member.Losses[objective]);
        return at == 0 || at == sorted.Count - 1 ? double.PositiveInfinity : (sorted[at + 1] - sorted[at - 1]) / (sorted[^1] - sorted[0]);
    }
}
