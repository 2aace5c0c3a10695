namespace PeakTrade.Engine;

/// <summary>A strategy in the registry, as it is listed.</summary>
public sealed class RegisteredStrategy
{
    /// <summary>The source of the strategies that come with PeakTrade.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>The source of script blocks.</summary>
    public const string Script = "script";

    internal RegisteredStrategy(IStrategy strategy, string source)
    {
        Strategy = strategy;
        Info = strategy.Info;
        Source = source;
    }

    /// <summary>The name it is asked for by.</summary>
    public string Key => Info.Key;

    /// <summary>What it does, in a sentence.</summary>
    public string Description => Info.Description;

    /// <summary>Its parameters, in the order they are shown.</summary>
    public IReadOnlyList<Parameter> Parameters => Info.Parameters;

    /// <summary>What must hold between parameters.</summary>
    public IReadOnlyList<ParameterRelation> Relations => Info.Relations;

    /// <summary>Where it comes from: <c>built-in</c>, an assembly's name, or <c>script</c>.</summary>
    public string Source { get; }

    /// <summary>Whether it comes with PeakTrade.</summary>
    public bool IsBuiltIn => Source == BuiltIn;

    /// <summary>Whether it weighs the instruments of a universe against each other, and has no states of one.</summary>
    public bool IsPortfolio => Strategy is WeightStrategy;

    /// <summary>The schema, which binds given parameters.</summary>
    public StrategyInfo Info { get; }

    /// <summary>The strategy itself.</summary>
    public IStrategy Strategy { get; }
}
