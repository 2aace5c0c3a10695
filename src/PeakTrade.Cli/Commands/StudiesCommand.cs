using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade studies</c>: stored studies and their trials.</summary>
internal static class StudiesCommand
{
    public static readonly Option<string?> Storage = new("--storage") { Description = "Where studies are stored: a SQLite file, or postgresql://user@host/database. [default: results/studies.db]", HelpName = "address" };

    private static readonly Argument<string[]> Names = new Argument<string[]>("name") { Description = "Studies by name; * and ? stand for any text and any character. All where none is given.", Arity = ArgumentArity.ZeroOrMore }.WithoutOptions();
    private static readonly Option<TrialState[]> States = new("--state") { Description = "Trials of which this has become: running, complete, pruned or failed. May be given again.", HelpName = "state", CustomParser = Given.OneOf<TrialState> };
    private static readonly Option<int?> Best = new("--best") { Description = "Only so many, the best that keep the constraints, the best first.", HelpName = "count", CustomParser = Given.Whole<int>(1) };

    public static Command Create(Door door)
    {
        var trials = new DocumentedCommand("trials", "Show the trials of stored studies.", "peaktrade studies trials nightly --best 5", "peaktrade studies trials nightly --state failed --json") { Names, States, Best, Storage };
        door.Handle(trials, (parsed, _, cancel) =>
        {
            var query = new TrialQuery { States = parsed.GetValue(States) ?? [], Best = parsed.GetValue(Best) };
            return door.Write(parsed, FindStudies.Trials(parsed.GetValue(Storage), Door.Here, parsed.GetValue(Names) ?? [], query, cancel).Select<Outcome<StudyTrial>, Func<StudyTrial>>(o => () => o.Result ?? throw o.Error!), Tables.Trials);
        });

        var studies = new DocumentedCommand("studies", "Show stored studies.", "peaktrade studies", "peaktrade studies nightly --json") { Names, Storage };
        studies.Subcommands.Add(trials);
        door.Handle(studies, (parsed, _, cancel) =>
            door.Write(parsed, FindStudies.Execute(parsed.GetValue(Storage), Door.Here, parsed.GetValue(Names) ?? [], cancel).Select<Outcome<ParameterStudy>, Func<ParameterStudy>>(o => () => o.Result ?? throw o.Error!), Tables.Studies));
        return studies;
    }
}
