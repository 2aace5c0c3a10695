using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using PeakTrade.Cli.Commands;

namespace PeakTrade.Cli.Output;

/// <summary>The usual help page, and below it examples or the exit codes.</summary>
internal sealed class HelpPage(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        switch (parseResult.CommandResult.Command)
        {
            case DocumentedCommand { Examples: { Count: > 0 } examples }:
                Section(output, "Examples:", examples);
                break;
            case RootCommand:
                Section(output, "Exit codes:", ["0    done", "1    something that was asked for failed; the rest was done", "2    the arguments or the configuration cannot be used; nothing was begun", "130  stopped by Ctrl+C; what was finished is kept"]);
                break;
        }

        return ExitCodes.Done;
    }

    private static void Section(TextWriter output, string head, IEnumerable<string> lines)
    {
        output.WriteLine(head);
        foreach (var line in lines) output.WriteLine($"  {line}");
        output.WriteLine();
    }
}
