using System.Management.Automation;
using PeakTrade.Operations;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Searches parameters in training windows and tries them in the test windows that follow: what a search is worth on data it has not seen.</summary>
/// <remarks>
/// Each instrument gives one result: its folds, the test windows as one run with all figures, how much of what training found held (Efficiency), how stable the
/// parameters are, and a verdict. A study piped in says what is searched and how; what this command gives goes before it.
/// </remarks>
/// <example>
///   <code>Invoke-WalkForward -Path data/btc_eur_1d.csv -Strategy ma_crossover -Train 12m -Test 3m -TrialCount 20</code>
///   <para>Trains on a year, tests on the three months after it, and moves on.</para>
/// </example>
/// <example>
///   <code>Start-ParameterStudy -Strategy ma_crossover -Path data/btc_eur_1d.csv -TrialCount 20 -Seed 42 | Invoke-WalkForward -Path data/btc_eur_1d.csv</code>
///   <para>Validates a study by five folds with its own space, sampler and seed.</para>
/// </example>
/// <example>
///   <code>(Invoke-WalkForward data/btc_eur_1d.csv ma_crossover -Folds 4 -Anchored -TrialCount 15 -Purge 5).Folds | Format-Table</code>
///   <para>Lets the training window grow, leaves five bars between training and test, and shows the folds.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "WalkForward", DefaultParameterSetName = PathSet)]
[OutputType(typeof(WalkForwardResult))]
public sealed class InvokeWalkForwardCommand : StudyCmdlet
{
    private const int UsualFolds = 5;

    /// <summary>A study that says what is searched and how.</summary>
    [Parameter(ValueFromPipeline = true)]
    public ParameterStudy? Study { get; set; }

    /// <summary>How long a training window is: a number of bars, or 365d, 12m (months), 2y.</summary>
    [Parameter]
    public string? Train { get; set; }

    /// <summary>How long a test window is: a number of bars, or 90d, 3m (months), 1y.</summary>
    [Parameter]
    public string? Test { get; set; }

    /// <summary>How many test windows there are, instead of their length; 5 where neither is given.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int? Folds { get; set; }

    /// <summary>How far it is from one test window to the next; the length of a test window where it is not given.</summary>
    [Parameter]
    public string? Step { get; set; }

    /// <summary>Lets every training window begin with the first bar.</summary>
    [Parameter]
    public SwitchParameter Anchored { get; set; }

    /// <summary>Bars that are dropped from the end of each training window.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Purge { get; set; }

    /// <summary>Bars after each test window that no later training window uses.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Embargo { get; set; }

    /// <summary>How many trials the search in each training window takes.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? TrialCount { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in Files())
        {
            Stream((listener, cancel) => Workbench.WalkForward.Execute(Wanted(file), listener, cancel), target: (object?)Study ?? file ?? Config);
        }
    }

    private WalkForwardRequest Wanted(string? file) => new()
    {
        Study = StudyRequest(file) with { TrialCount = TrialCount },
        Like = Study,
        Windows = new WalkForwardChoice
        {
            Train = Train is null ? null : WalkForwardLength.Parse(Train, "a training window"),
            Test = Test is null ? null : WalkForwardLength.Parse(Test, "a test window"),
            Step = Step is null ? null : WalkForwardLength.Parse(Step, "a step"),
            Folds = Folds ?? (Test is null ? UsualFolds : null),
            Scheme = Anchored ? WalkForwardScheme.Anchored : WalkForwardScheme.Rolling,
            Purge = Purge,
            Embargo = Embargo,
        },
    };
}
