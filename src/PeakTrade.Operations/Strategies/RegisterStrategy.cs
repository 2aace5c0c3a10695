using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>Makes strategies of the user's own known by their keys, for as long as the process lives.</summary>
public sealed class RegisterStrategy(StrategyRegistry strategies)
{
    /// <summary>All strategies of an assembly file, or none where one cannot be registered; its file is not locked.</summary>
    public IReadOnlyList<RegisteredStrategy> FromAssembly(string path, bool replace)
    {
        using var culture = InvariantScope.Enter();
        var assembly = StrategyAssembly.Load(path);
        var before = new List<(string Key, RegisteredStrategy? Replaced)>();
        try
        {
            var twice = assembly.Strategies.GroupBy(s => s.Info?.Key ?? "", StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
            if (twice is not null)
                throw FaultCatalogue.StrategyKeyTaken.Because($"{path} holds two strategies of the key \"{twice.Key}\": {string.Join(", ", twice.Select(s => s.GetType().FullName))}.", "Give one of them another key.", target: path);

            var registered = new List<RegisteredStrategy>();
            foreach (var strategy in assembly.Strategies)
            {
                var there = strategies.Find(strategy.Info?.Key ?? "");
                var added = strategies.Register(strategy, replace, Path.GetFileName(path));
                registered.Add(added);
                before.Add((added.Key, there));
            }

            return registered;
        }
        catch
        {
            foreach (var (key, replaced) in before)
            {
                if (replaced is null) strategies.Remove(key);
                else strategies.Register(replaced.Strategy, replace: true, replaced.Source);
            }

            assembly.Dispose();
            throw;
        }
    }

    /// <summary>A strategy class that is loaded already.</summary>
    public RegisteredStrategy FromType(Type type, bool replace) => strategies.Register(StrategyClass.Make(type), replace, type.FullName);

    /// <summary>A strategy that is there already, such as a script block.</summary>
    public RegisteredStrategy Add(IStrategy strategy, string source, bool replace) => strategies.Register(strategy, replace, source);
}
