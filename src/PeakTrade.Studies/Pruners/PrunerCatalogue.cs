namespace PeakTrade.Studies;

/// <summary>The pruners by name.</summary>
public static class PrunerCatalogue
{
    private static readonly Dictionary<string, (string Summary, Func<PrunerSetup, IPruner?> Make)> Known = new(StringComparer.Ordinal)
    {
        ["none"] = ("every trial runs to its end", _ => null),
        ["median"] = ("stops a trial that is worse than half of the complete ones at the same step", PercentilePruner.Median),
        ["percentile"] = ("stops a trial that is not among the best 25 % of the complete ones at the same step", PercentilePruner.Percentile),
        ["asha"] = ("asynchronous successive halving: a share of the trials goes on at each rung", setup => new HalvingPruner(setup)),
        ["hyperband"] = ("successive halving in brackets that begin at different steps", setup => new HyperbandPruner(setup)),
        ["patient"] = ("lets another pruner stop only what no longer gets better", setup => new PatientPruner(setup, (name, with) => Known![name].Make(with)!, "median", "percentile", "asha", "hyperband", "threshold", "wilcoxon")),
        ["threshold"] = ("stops a trial whose value leaves given limits", setup => new ThresholdPruner(setup)),
        ["wilcoxon"] = ("stops a trial whose segments are worse than those of the best, by a signed-rank test", setup => new WilcoxonPruner(setup)),
    };

    /// <summary>Their names with a few words each.</summary>
    public static IEnumerable<(string Name, string Summary)> Summaries => Known.Select(k => (k.Key, k.Value.Summary));

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>Makes the pruner of a study; null where nothing is stopped.</summary>
    public static IPruner? Make(StudyDefinition definition) => Make(definition.Pruner, new PrunerSetup
    {
        Directions = definition.Directions,
        Seed = definition.Seed,
        Steps = definition.Steps,
        TrialCount = definition.TrialCount,
    });

    /// <summary>Makes the pruner of a text such as <c>median</c> or <c>median(startup=5)</c>; null for <c>none</c>.</summary>
    public static IPruner? Make(string text, PrunerSetup setup)
    {
        var (name, options) = NamedOptions.Parse(text);
        if (!Known.TryGetValue(name, out var known))
            throw FaultCatalogue.ArgumentStudyOption.Because($"There is no pruner \"{name}\"; there are {string.Join(", ", Names)}.", Suggestion.For(name, Names));
        var pruner = known.Make(setup with { Options = options });
        options.RefuseOthers();
        return pruner;
    }
}
