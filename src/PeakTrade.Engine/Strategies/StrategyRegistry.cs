namespace PeakTrade.Engine;

/// <summary>The strategies that can be asked for by key: the built-in ones, and the user's own. Safe to use from several threads.</summary>
public sealed class StrategyRegistry
{
    private readonly Lock _gate = new();
    private readonly List<RegisteredStrategy> _strategies =
    [
        new(new MovingAverageCrossover(), RegisteredStrategy.BuiltIn),
        new(new RsiReversion(), RegisteredStrategy.BuiltIn),
        new(new DonchianBreakout(), RegisteredStrategy.BuiltIn),
    ];

    /// <summary>Those that weigh the instruments of a universe against each other.</summary>
    public static IReadOnlyList<RegisteredStrategy> OfPortfolios { get; } = [new(WeightStrategy.MultifactorLongShort, RegisteredStrategy.BuiltIn), new(WeightStrategy.EqualWeight, RegisteredStrategy.BuiltIn)];

    /// <summary>All of one instrument: the built-in ones, then the user's own in order of registration.</summary>
    public IReadOnlyList<RegisteredStrategy> All
    {
        get
        {
            lock (_gate) return [.. _strategies];
        }
    }

    /// <summary>The strategy of this key, in any case, of one instrument or of portfolios; null where there is none.</summary>
    public RegisteredStrategy? Find(string key)
    {
        lock (_gate) return _strategies.Find(s => Same(s.Key, key)) ?? OfPortfolios.FirstOrDefault(s => Same(s.Key, key));
    }

    /// <summary>The strategy of this key, in any case; a fault that lists the keys where there is none.</summary>
    public RegisteredStrategy Get(string key)
    {
        if (Find(key) is { } found) return found;
        var keys = All.Concat(OfPortfolios).Select(s => s.Key).ToList();
        var meant = Suggestion.For(key, keys);
        throw FaultCatalogue.StrategyUnknown.Because($"There is no strategy \"{key}\"; there are {string.Join(", ", keys)}.", meant, target: key);
    }

    /// <summary>
    /// Adds a strategy; with <paramref name="replace"/> it takes the place of one of the user's own of the same key, never of a built-in one.
    /// The source is the name of its assembly unless given.
    /// </summary>
    public RegisteredStrategy Register(IStrategy strategy, bool replace = false, string? source = null)
    {
        var added = new RegisteredStrategy(strategy, source ?? strategy.GetType().Assembly.GetName().Name ?? "");
        Check(added);
        if (OfPortfolios.Any(s => Same(s.Key, added.Key))) throw BuiltInStays(added.Key);
        lock (_gate)
        {
            var at = _strategies.FindIndex(s => Same(s.Key, added.Key));
            if (at < 0)
            {
                _strategies.Add(added);
                return added;
            }

            if (_strategies[at].IsBuiltIn) throw BuiltInStays(_strategies[at].Key);
            if (!replace)
                throw FaultCatalogue.StrategyKeyTaken.Because($"\"{added.Key}\" is registered already, from {_strategies[at].Source}.", target: added.Key);
            return _strategies[at] = added;
        }
    }

    /// <summary>Takes out one of the user's own strategies; false where there is none of that key.</summary>
    public bool Remove(string key)
    {
        lock (_gate) return _strategies.RemoveAll(s => !s.IsBuiltIn && Same(s.Key, key)) > 0;
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static PeakTradeException BuiltInStays(string key) => FaultCatalogue.StrategyKeyTaken.Because($"\"{key}\" is a built-in strategy, and those stay.", "Give yours another key.", target: key);

    private static void Check(RegisteredStrategy added)
    {
        var type = added.Strategy.GetType().FullName;
        if (added.Info is null || string.IsNullOrWhiteSpace(added.Info.Key))
            throw FaultCatalogue.StrategyNotLoadable.Because($"{type} has no key.", "Give Info a key, in snake_case.", target: type);
        try
        {
            added.Info.Bind([]);
        }
        catch (PeakTradeException fault)
        {
            throw FaultCatalogue.StrategyNotLoadable.Because($"{type}: the defaults of \"{added.Key}\" do not fit its own schema: {fault.Message}", "Mend the defaults or the relations.", target: type, inner: fault);
        }
    }
}
