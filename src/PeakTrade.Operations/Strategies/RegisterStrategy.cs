using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>Makes strategies of the user's own known by their keys, for as long as the process lives.</summary>
public sealed class RegisterStrategy(StrategyRegistry strategies)
{
    /// <summary>All strategies of an assembly file, or none where one cannot be registered; its file is not locked.</summary>
    public IReadOnlyList<RegisteredStrategy> FromAssembly(string path, bool replace)
    {
        var assembly = StrategyAssembly.Load(path);
        var registered = new List<RegisteredStrategy>();
        try
        {
            foreach (var strategy in assembly.Strategies) registered.Add(strategies.Register(strategy, replace, Path.GetFileName(path)));
            return registered;
        }
        catch
        {
            foreach (var strategy in registered) strategies.Remove(strategy.Key);
            assembly.Dispose();
            throw;
        }
    }

    /// <summary>A strategy class that is loaded already.</summary>
    public RegisteredStrategy FromType(Type type, bool replace) => strategies.Register(StrategyClass.Make(type), replace, type.FullName);

    /// <summary>A strategy that is there already, such as a script block.</summary>
    public RegisteredStrategy Add(IStrategy strategy, string source, bool replace) => strategies.Register(strategy, replace, source);
}
