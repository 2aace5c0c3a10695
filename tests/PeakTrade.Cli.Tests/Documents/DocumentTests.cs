using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.RegularExpressions;
using PeakTrade.Cli.Commands;
using PeakTrade.House.Tests;

namespace PeakTrade.Cli.Tests.Documents;

/// <summary><c>docs/cli.md</c> and <c>examples/</c> say what is so.</summary>
public sealed partial class DocumentTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Checkout.PathTo("docs", "cli.md")).ReplaceLineEndings("\n");
    private static readonly RootCommand Model = CommandLine.Create(new Door(TextWriter.Null, TextWriter.Null, screen: null));
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_page_lists_the_options_of_each_command_in_the_words_of_its_help()
    {
        var page = Page;
        foreach (var (name, command) in Below(Model, ""))
        {
            var head = $"\n## {(name.Length == 0 ? "All commands" : $"`peaktrade {name}`")}\n\n| Option | Meaning |\n|---|---|\n";
            var start = page.IndexOf(head, StringComparison.Ordinal);
            Assert.True(start >= 0, $"docs/cli.md lacks:{head}");
            start += head.Length;
            var end = start;
            while (end < page.Length && page[end] == '|') end = page.IndexOf('\n', end) + 1;
            page = $"{page[..start]}{string.Concat(Rows(command).Select(row => $"{row}\n"))}{page[end..]}";
        }

        Approval.Check(page, "docs", "cli.md");
    }

    [LinuxFact(needsDuckDb: true)]
    public void Every_line_of_the_page_runs() => RunBlocks(Page);

    [LinuxFact]
    public void Every_line_of_the_page_on_receipts_runs() => RunBlocks(File.ReadAllText(Checkout.PathTo("docs", "receipts.md")).ReplaceLineEndings("\n"));

    [LinuxFact]
    public void Every_line_of_the_examples_runs()
    {
        using var compiled = new Engine.Tests.Strategies.Compiled();
        File.Copy(compiled.Dll("Momentum", File.ReadAllText(Checkout.PathTo("examples", "strategies", "Momentum.cs"))), _place.PathTo("Momentum.dll"));
        CopyExamples();
        RunBlocks(File.ReadAllText(Checkout.PathTo("examples", "README.md")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_example_of_the_help_is_understood()
    {
        var examples = Below(Model, "").SelectMany(c => c.Command is DocumentedCommand d ? d.Examples : []).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, e => Assert.Empty(Model.Parse(e[(e.IndexOf("peaktrade ", StringComparison.Ordinal) + "peaktrade ".Length)..]).Errors));
    }

    private void CopyExamples()
    {
        var examples = Checkout.PathTo("examples");
        foreach (var file in Directory.EnumerateFiles(examples, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".toml" or ".yaml" or ".csv" or ".txt"))
        {
            var copy = _place.PathTo(Path.GetRelativePath(examples, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private void RunBlocks(string page)
    {
        var script = string.Join('\n', ShellBlock().Matches(page).Select(m => m.Groups[1].Value));
        Assert.Contains("peaktrade backtest", script);
        var outcome = _place.Shell(script);
        Assert.True(outcome.Code == 0, outcome.Error);
    }

    private static IEnumerable<(string Name, Command Command)> Below(Command command, string name) =>
        command.Subcommands.SelectMany(c => Below(c, $"{name} {c.Name}".TrimStart())).Prepend((name, command));

    private static IEnumerable<string> Rows(Command command)
    {
        foreach (var argument in command.Arguments) yield return $"| `<{argument.Name}>` | {Words(argument, argument.HasDefaultValue)} |";
        foreach (var option in command.Options.Where(o => command is not RootCommand || o == Door.Json || o == Door.Verbose))
        {
            var value = option.ValueType == typeof(bool) ? "" : $" <{option.HelpName ?? string.Join(" or ", option.GetCompletions(CompletionContext.Empty).Select(c => c.Label))}>";
            yield return $"| {string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => $"`{name}{value}`"))} | {Words(option, option is { HasDefaultValue: true } && option.ValueType != typeof(bool))} |";
        }
    }

    private static string Words(Symbol symbol, bool hasDefault)
    {
        var value = !hasDefault ? null : symbol switch { Option o => o.GetDefaultValue(), Argument a => a.GetDefaultValue(), _ => null };
        return $"{symbol.Description}{(value is null ? "" : $" [default: {(value is string[] many ? string.Join(' ', many) : value)}]")}".Replace("|", "\\|");
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
