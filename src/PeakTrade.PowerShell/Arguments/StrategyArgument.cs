using System.Management.Automation;
using PeakTrade.Engine;
using PeakTrade.PowerShell.Strategies;

namespace PeakTrade.PowerShell.Arguments;

/// <summary>A strategy as a user gives it: a key, a script block, an object of a strategy class, or what Get-Strategy wrote.</summary>
public sealed class StrategyArgument
{
    /// <summary>A registered strategy, by its key.</summary>
    public StrategyArgument(string key) => Key = key;

    /// <summary>A script block that takes bars and parameters and returns states.</summary>
    public StrategyArgument(ScriptBlock script) => Own = new ScriptStrategy(script);

    /// <summary>An object of a strategy class.</summary>
    public StrategyArgument(IStrategy strategy) => Own = strategy;

    /// <summary>What Get-Strategy wrote.</summary>
    public StrategyArgument(RegisteredStrategy strategy) => Key = strategy.Key;

    /// <summary>The key, where one was given.</summary>
    public string? Key { get; }

    /// <summary>The strategy itself, where one was given.</summary>
    public IStrategy? Own { get; }

    /// <inheritdoc/>
    public override string ToString() => Key ?? Own!.Info.Key;
}
