namespace PeakTrade.Studies;

/// <summary>A sampler that was made, and why it was this one where it was not named.</summary>
/// <param name="Name">The sampler's own name; never <c>auto</c>.</param>
/// <param name="Sampler">The sampler.</param>
/// <param name="Reason">Why it was chosen; null where the user named it.</param>
public sealed record ChosenSampler(string Name, ISampler Sampler, string? Reason);

/// <summary>The samplers by name.</summary>
public static class SamplerCatalogue
{
    private static readonly Dictionary<string, (string Summary, Func<SamplerSetup, ISampler> Make)> Known = new(StringComparer.Ordinal)
    {
        ["gp"] = ("a Gaussian process learns the values, and the point of the greatest expected improvement comes next", setup => new Gp.GpSampler(setup)),
        ["tpe"] = ("kernel densities of good and bad trials compared", setup => new TpeSampler(setup)),
        ["cmaes"] = ("a normal law that moves, widens and turns towards the better trials (CMA-ES)", setup => new CmaEs.CmaEsSampler(setup)),
        ["nsga2"] = ("breeds from the best trials so far, for several objectives (NSGA-II)", setup => new Nsga2Sampler(setup)),
        ["sobol"] = ("a scrambled Sobol sequence, which covers the space evenly", setup => new SobolSampler(setup)),
        ["grid"] = ("every combination of some values of each parameter, in a shuffled order", setup => new GridSampler(setup)),
        ["random"] = ("every value as likely as every other", setup => new RandomSampler(setup)),
    };

    /// <summary>Their names with a few words each, <c>auto</c> first.</summary>
    public static IEnumerable<(string Name, string Summary)> Summaries => Known.Select(k => (k.Key, k.Value.Summary)).Prepend(("auto", "picks one by size, kind and budget of the space, and says why"));

    /// <summary>Their names, with <c>auto</c> first.</summary>
    public static IEnumerable<string> Names => Known.Keys.Prepend("auto");

    /// <summary>Makes the sampler of a study.</summary>
    public static ChosenSampler Make(StudyDefinition definition) => Make(definition.Sampler, new SamplerSetup
    {
        Space = definition.Space,
        Directions = definition.Directions,
        Seed = definition.Seed,
        TrialCount = definition.TrialCount,
        Constraints = definition.Constraints.Count,
    });

    /// <summary>Makes the sampler of a text such as <c>auto</c>, <c>tpe</c> or <c>tpe(multivariate=true)</c>; <see cref="SamplerSetup.Options"/> are those in the text.</summary>
    public static ChosenSampler Make(string text, SamplerSetup setup)
    {
        var (name, options) = NamedOptions.Parse(text);
        var reason = (string?)null;
        if (name == "auto") (name, reason) = AutoChoice.Of(setup);
        if (!Known.TryGetValue(name, out var known))
            throw FaultCatalogue.ArgumentStudyOption.Because($"There is no sampler \"{name}\"; there are {string.Join(", ", Names)}.", Suggestion.For(name, Names));
        var sampler = known.Make(setup with { Options = options });
        options.RefuseOthers();
        return new ChosenSampler(name, sampler, reason);
    }
}
