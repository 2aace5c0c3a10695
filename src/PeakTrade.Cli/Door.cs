using System.CommandLine;
using System.CommandLine.Parsing;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli;

/// <summary>What all commands share: where they write, the operations, and how faults and exit codes come about.</summary>
/// <param name="output">Results.</param>
/// <param name="error">All that is no result.</param>
/// <param name="screen">Columns of the terminal; null where the output is no terminal.</param>
internal sealed class Door(TextWriter output, TextWriter error, int? screen)
{
    public static readonly Option<bool> Json = new("--json") { Description = "One JSON object a line (NDJSON) instead of a table.", Recursive = true };
    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "Say on standard error what is being done.", Recursive = true };

    public TextWriter Output => output;

    public TextWriter Error => error;

    public Workbench Workbench { get; } = new();

    /// <summary>The folder that relative paths start from.</summary>
#pragma warning disable RS0030 // At the command line, where the user stands is the process's directory.
    public static string Here => Directory.GetCurrentDirectory();
#pragma warning restore RS0030

    public static string FullPath(string path) => path.Length == 0 ? throw FaultCatalogue.ArgumentInvalid.Because("A path is empty.", "Name a file or folder.") : Path.GetFullPath(path, Here);

    /// <summary>Gives the command an action that runs away from the caller's thread, and ends with an exit code whatever happens.</summary>
    public void Handle(Command command, Func<ParseResult, IListener, CancellationToken, int> action) =>
        command.SetAction((parsed, cancel) => Task.Run(() => Guarded(parsed, action, cancel), CancellationToken.None));

    /// <summary>Writes results as they come: JSON lines at once, a table at the end. A fault of one of them is told, and the others go on.</summary>
    public int Write<T>(ParseResult parsed, IEnumerable<Func<T>> works, Table<T> table) =>
        WriteAll(parsed, works.Select<Func<T>, Func<IEnumerable<T>>>(work => () => [work()]), table);

    /// <summary>The same for works that each have several results.</summary>
    public int WriteAll<T>(ParseResult parsed, IEnumerable<Func<IEnumerable<T>>> works, Table<T> table)
    {
        var json = parsed.GetValue(Json);
        var rows = new List<T>();
        var code = ExitCodes.Done;
        try
        {
            foreach (var work in works)
            {
                try
                {
                    foreach (var result in work())
                    {
                        if (json) output.WriteLine(NdJson.Line(table.Json(result)));
                        else rows.Add(result);
                    }
                }
                catch (PeakTradeException fault)
                {
                    Tell(fault, json, parsed.GetValue(Verbose));
                    code = ExitCodes.Failed;
                }
            }
        }
        finally
        {
            // Shown after Ctrl+C as well: what was finished is kept.
            if (rows.Count > 0) table.Write(rows, output, screen);
        }

        return code;
    }

    /// <summary>Says what is wrong beside the results.</summary>
    public void Tell(PeakTradeException fault, ParseResult parsed) => Tell(fault, parsed.GetValue(Json), parsed.GetValue(Verbose));

    /// <summary>Says what cannot be understood of a command line.</summary>
    public int Refuse(ParseResult parsed)
    {
        var command = string.Join(' ', Path(parsed.CommandResult).Reverse());
        var unknown = parsed.UnmatchedTokens.Select(token => Suggestion.For(token, parsed.CommandResult.Command.Subcommands.Select(c => c.Name))).FirstOrDefault(s => s.Length > 0);
        var faults = parsed.Errors.Select(e => string.Join(' ', e.Message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))).Distinct(StringComparer.Ordinal).Select(message => new Fault($"{message}{(unknown is null ? "" : $" {unknown}")}")).ToList();
        faults[^1] = faults[^1] with { Action = $"See {command} --help." };
        Tell(FaultCatalogue.ArgumentInvalid.Because(faults), parsed.GetResult(Json) is { Implicit: false });
        return ExitCodes.Unusable;

        static IEnumerable<string> Path(SymbolResult? result)
        {
            for (; result is CommandResult { Command: var command }; result = result.Parent) yield return command.Name;
        }
    }

    private int Guarded(ParseResult parsed, Func<ParseResult, IListener, CancellationToken, int> action, CancellationToken cancel)
    {
        try
        {
            return action(parsed, Workbench.Hear(new ConsoleListener(error, parsed.GetValue(Verbose))), cancel);
        }
        catch (PeakTradeException fault)
        {
            // No item's own fault, or Write had caught it: nothing was begun. But what cannot be tracked is known only when the work is done.
            Workbench.Tell(fault);
            Tell(fault, parsed.GetValue(Json), parsed.GetValue(Verbose));
            return fault.Kind == FaultCatalogue.TrackingFailed ? ExitCodes.Failed : ExitCodes.Unusable;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Stopped;
        }
        catch (Exception defect)
        {
            error.WriteLine($"peaktrade: this is a defect of ours; please report it with what follows.{Environment.NewLine}{defect}");
            return ExitCodes.Failed;
        }
    }

    private void Tell(PeakTradeException fault, bool json, bool verbose = false)
    {
        if (json) output.WriteLine(NdJson.Line(fault));
        foreach (var one in fault.Faults) error.WriteLine($"peaktrade: [{fault.Kind.Id}] {one}");
        if (fault.Faults.All(f => f.Action.Length == 0)) error.WriteLine($"peaktrade: {fault.RecommendedAction}");
        if (verbose && fault.InnerException is { } inner) error.WriteLine(inner);
    }
}
