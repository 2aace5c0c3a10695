using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using PeakTrade.Engine;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Pipeline;

namespace PeakTrade.PowerShell.Completion;

/// <summary>Completes the keys of strategies.</summary>
public sealed class StrategyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Safely(() => PeakTradeCmdlet.Workbench.FindStrategies.Execute([])
            .Where(s => s.Key.StartsWith(Completions.Unquoted(wordToComplete), StringComparison.OrdinalIgnoreCase))
            .Select(s => new CompletionResult(s.Key, s.Key, CompletionResultType.ParameterValue, s.Description)));
}

/// <summary>Completes a strategy's parameters as a hashtable of its defaults.</summary>
public sealed class ParameterCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Safely(() => PeakTradeCmdlet.Workbench.FindStrategies.Execute([$"{fakeBoundParameters["Strategy"]}"]).Select(s =>
        {
            var text = $"@{{ {string.Join("; ", s.Parameters.Select(p => $"{p.Name} = {Completions.Literal(p.Default)}"))} }}";
            return new CompletionResult(text, text, CompletionResultType.ParameterValue, string.Join(Environment.NewLine, s.Parameters.Select(p => $"{p.Name}: {p.Range}. {p.Description}")));
        }));
}

/// <summary>Completes the intervals that bars can be made into.</summary>
public sealed class IntervalCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Safely(() => BarInterval.Allowed
            .Where(interval => interval.StartsWith(Completions.Unquoted(wordToComplete), StringComparison.OrdinalIgnoreCase))
            .Select(interval => new CompletionResult(interval)));
}

/// <summary>Completes the names of built-in factors, by an example of each form.</summary>
public sealed class FactorCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Safely(() => BuiltInFactors.Forms
            .Where(form => form.Example.StartsWith(Completions.Unquoted(wordToComplete), StringComparison.OrdinalIgnoreCase))
            .Select(form => new CompletionResult(form.Example, form.Example, CompletionResultType.ParameterValue, $"{form.Name}: {form.Description}")));
}

/// <summary>Completes the samplers of studies.</summary>
public sealed class SamplerCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Among(StudyChoices.Samplers, wordToComplete);
}

/// <summary>Completes the pruners of studies.</summary>
public sealed class PrunerCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Among(StudyChoices.Pruners, wordToComplete);
}

/// <summary>Completes the figures of a result.</summary>
public sealed class ObjectiveCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Among([.. StudyChoices.Figures.Select(figure => (figure, figure))], wordToComplete);
}

/// <summary>Completes the names of stored studies.</summary>
public sealed class StudyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Safely(() => FindStudies.Names(fakeBoundParameters["Storage"] as string, Completions.Here())
            .Where(name => name.StartsWith(Completions.Unquoted(wordToComplete), StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(Completions.Word(name))));
}

/// <summary>Completes the ids of stored runs, newest first.</summary>
public sealed class RunIdCompleter : IArgumentCompleter
{
    private const int Most = 20;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Safely(() =>
        {
            var results = Path.GetFullPath($"{fakeBoundParameters["ResultsRoot"] ?? "results"}", Completions.Here());
            return FindRuns.Complete(results, Completions.Unquoted(wordToComplete), Most).Select(id => new CompletionResult(id));
        });
}

internal static class Completions
{
    /// <summary>A completion that fails completes nothing: it must never disturb the line that is being typed.</summary>
    public static IReadOnlyList<CompletionResult> Safely(Func<IEnumerable<CompletionResult>> complete)
    {
        try
        {
            return [.. complete()];
        }
        catch (Exception fault) when (fault is PeakTradeException or IOException or UnauthorizedAccessException or ArgumentException or RuntimeException)
        {
            return [];
        }
    }

    public static IReadOnlyList<CompletionResult> Among(IReadOnlyList<(string Name, string Summary)> choices, string word) =>
        Safely(() => choices.Where(c => c.Name.StartsWith(Unquoted(word), StringComparison.OrdinalIgnoreCase)).Select(c => new CompletionResult(c.Name, c.Name, CompletionResultType.ParameterValue, c.Summary)));

    /// <summary>Where the user stands.</summary>
    public static string Here()
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Microsoft.PowerShell.Management\\Get-Location").Invoke().FirstOrDefault()?.Properties["ProviderPath"]?.Value as string ?? "";
    }

    /// <summary>A word as it is typed: in quotes where it needs them.</summary>
    public static string Word(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? text : Literal(text);

    public static string Unquoted(string word) => word.Trim('\'', '"');

    public static string Literal(object value) => value switch { bool yes => yes ? "$true" : "$false", string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'", _ => Convert.ToString(value, CultureInfo.InvariantCulture)! };
}
