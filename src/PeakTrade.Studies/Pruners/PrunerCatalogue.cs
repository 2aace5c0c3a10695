namespace PeakTrade.Studies;

/// <summary>The pruners by name.</summary>
public static class PrunerCatalogue
{
    private static readonly Dictionary<string, (string Summary, Func<PrunerSetup, IPruner?> Make)> Known = new(StringComparer.Ordinal)
    {
        ["none"] = ("every trial runs to its end", _ => null),
    };

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Known.Keys;

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
