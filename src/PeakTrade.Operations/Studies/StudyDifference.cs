using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>In what a study that is to be gone on with differs from the stored one.</summary>
internal static class StudyDifference
{
    // Where the data lie, and which version of the engine looks at them, may change.
    private static readonly string[] Told = [StudySubject.Path, StudySubject.Engine];

    public static IReadOnlyList<string> Between(StudyDefinition stored, StudyDefinition wanted)
    {
        var different = new List<string>();
        Compare("search space", stored.Space.SequenceEqual(wanted.Space) && stored.Space.Fixed.Equals(wanted.Space.Fixed));
        Compare("set of relations", Texts(stored.Space).SequenceEqual(Texts(wanted.Space)));
        Compare("objective", stored.Objectives.SequenceEqual(wanted.Objectives) && stored.Directions.SequenceEqual(wanted.Directions));
        Compare($"sampler ({stored.Sampler})", stored.Sampler == wanted.Sampler);
        Compare($"pruner ({stored.Pruner})", stored.Pruner == wanted.Pruner && stored.Steps == wanted.Steps);
        Compare($"seed ({stored.Seed})", stored.Seed == wanted.Seed);
        Compare($"lag ({stored.Lag})", stored.Lag == wanted.Lag);
        Compare("set of constraints", stored.Constraints.SequenceEqual(wanted.Constraints));
        Compare("set of enqueued points", stored.Enqueued.Count == wanted.Enqueued.Count && stored.Enqueued.Zip(wanted.Enqueued).All(p => p.First.SequenceEqual(p.Second)));
        foreach (var (name, value) in wanted.Subject)
        {
            // A study that others made says nothing of these. One of ours says "" where there was none, no walk-forward windows for one.
            if (!Told.Contains(name) && stored.Subject.FirstOrDefault(s => s.Key == name).Value is { } before) Compare($"{name.Replace('_', ' ')}", before == value);
        }

        return different;

        void Compare(string what, bool same)
        {
            if (!same) different.Add(what);
        }
    }

    private static IEnumerable<string> Texts(SearchSpace space) => space.Relations.Select(r => r.ToString());
}
