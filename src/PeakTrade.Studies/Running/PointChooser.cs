using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>Finds the point of the next trial: enqueued ones first, then the sampler's, as long as relations hold and the point is new.</summary>
internal sealed class PointChooser(StudyDefinition definition, ISampler sampler)
{
    private const int Attempts = 10;
    private const int RandomDraws = 10_000;

    // The sampler's own streams count up from 0.
    private const long RepairStream = 1L << 40;

    public double[] Choose(TrialBoard board, TrialsSeen seen)
    {
        if (seen.Number < definition.Enqueued.Count) return definition.Enqueued[seen.Number];

        double[]? repeated = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var point = new double[definition.Space.Count];
            sampler.Suggest(seen, attempt, point);
            if (!definition.Space.Holds(point)) continue;
            if (board.FirstAt(point) is null) return point;
            repeated ??= point;
        }

        return repeated ?? Draw(seen.Number);
    }

    private double[] Draw(int number)
    {
        var point = new double[definition.Space.Count];
        for (var draw = 0; draw < RandomDraws; draw++)
        {
            RandomSampler.Draw(definition.Space, new KeyedRandom(definition.Seed, number, RepairStream + draw), point);
            if (definition.Space.Holds(point)) return point;
        }

        var relations = string.Join(" and ", definition.Space.Relations);
        throw FaultCatalogue.ArgumentSearchSpace.Because($"None of {RandomDraws} random points keeps {relations}.", "Widen the ranges, or drop a relation.");
    }
}
