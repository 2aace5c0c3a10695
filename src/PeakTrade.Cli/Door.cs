using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli;

/// <summary>What all commands share: where they write, the operations, and how faults and exit codes come about.</summary>
internal sealed class Door(TextWriter output, TextWriter error)
{
    public static readonly Option<bool> Json = new("--json") { Description = "One JSON object a line instead of a table.", Recursive = true };
    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "Say what is being done.", Recursive = true };

    public TextWriter Output => output;

    public Workbench Workbench { get; } = new();

    /// <summary>The folder that relative paths start from.</summary>
#pragma warning disable RS0030 // At the command line, where the user stands is the process's directory.
    public static string Here => Directory.GetCurrentDirectory();
#pragma warning restore RS0030

    public static string FullPath(string path) => Path.GetFullPath(path, Here);

    /// <summary>Gives the command an action that runs away from the caller's thread, and ends with an exit code whatever happens.</summary>
    public void Handle(Command command, Func<ParseResult, IListener, CancellationToken, int> action) =>
        command.SetAction((parsed, cancel) => Task.Run(() => Guarded(parsed, action, cancel), CancellationToken.None));

    /// <summary>Writes results as they come: JSON lines at once, a table at the end. A fault of one of them is told, and the others go on.</summary>
    public int Write<T>(ParseResult parsed, IEnumerable<Func<T>> works, Table<T> table)
    {
        var json = parsed.GetValue(Json);
        var rows = new List<T>();
        var code = ExitCodes.Done;
        foreach (var work in works)
        {
            try
            {
                var result = work();
                if (json) output.WriteLine(NdJson.Line(result));
                else rows.Add(result);
            }
            catch (PeakTradeException fault) when (!fault.Kind.EndsCommand)
            {
                Tell(fault, json);
                code = ExitCodes.Failed;
            }
        }

        if (rows.Count > 0) table.Write(rows, output);
        return code;
    }

    private int Guarded(ParseResult parsed, Func<ParseResult, IListener, CancellationToken, int> action, CancellationToken cancel)
    {
        try
        {
            return action(parsed, new ConsoleListener(error, parsed.GetValue(Verbose)), cancel);
        }
        catch (PeakTradeException fault)
        {
            Tell(fault, parsed.GetValue(Json));
            return fault.Kind.EndsCommand ? ExitCodes.Unusable : ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("peaktrade: stopped; what was finished is kept.");
            return ExitCodes.Stopped;
        }
    }

    private void Tell(PeakTradeException fault, bool json)
    {
        if (json) output.WriteLine(NdJson.Line(fault));
        foreach (var one in fault.Faults) error.WriteLine($"peaktrade: [{fault.Kind.Id}] {one}");
        if (fault.Faults.All(f => f.Action.Length == 0)) error.WriteLine($"peaktrade: {fault.RecommendedAction}");
    }
}
