using System.Collections;
using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Completion;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>Searches a strategy's parameters for the best result, and says how far that result can be believed.</summary>
/// <remarks>
/// Each instrument gives one study object at the end: its best parameters, its front where there are several objectives, the importance of each parameter, and how
/// likely the best value is owed to searching. The ranges come from the strategy's schema; -SearchSpace narrows them. The same seed gives the same
/// trials, whatever -ThrottleLimit is. A study with a -Name is stored and can be resumed, and several processes may work on it at once. Studies are for
/// research only: try what they find on data they have not seen (Invoke-WalkForward).
/// </remarks>
/// <example>
///   <code>Start-ParameterStudy -Path data/btc_eur_1d.csv -Strategy ma_crossover -TrialCount 50 -Seed 42</code>
///   <para>Searches both windows for the best Sharpe ratio, and writes the best ones to outputs/.</para>
/// </example>
/// <example>
///   <code>Start-ParameterStudy data/btc_eur_1d.csv ma_crossover -TrialCount 60 -SearchSpace @{ fast_window = '5..40 step 5' } -Constraint 'trades >= 10' -Parallel | Invoke-Backtest -Path data/btc_eur_1d.csv</code>
///   <para>Narrows one range, keeps runs with ten trades or more, and runs the best once more.</para>
/// </example>
/// <example>
///   <code>Start-ParameterStudy data/btc_eur_1d.csv rsi_reversion -TrialCount 40 -Objective sharpe, max_drawdown -PassThru | Select-Object Number, Values, Parameters -First 5</code>
///   <para>Searches two objectives at once, and shows the first trials as they are finished.</para>
/// </example>
/// <example>
///   <code>Start-ParameterStudy data/btc_eur_1d.csv ma_crossover -TrialCount 30 -Objective { $_.Sharpe - 0.01 * $_.Trades }</code>
///   <para>Takes an objective of your own: a script block over the result.</para>
/// </example>
/// <example>
///   <code>Start-ParameterStudy data/btc_eur_1d.csv ma_crossover -TrialCount 40 -Name nightly -Pruner median -Resume</code>
///   <para>Stores the study, gives up trials that begin badly, and goes on where an earlier call was stopped.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "ParameterStudy", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(ParameterStudy), typeof(StudyTrial))]
public sealed class StartParameterStudyCommand : StudyCmdlet
{
    // All that were made, for the configuration that the best parameters go into.
    private readonly List<ParameterStudy> _studies = [];
    private string? _config;

    /// <summary>The study ends with so many trials, those of an earlier call counted; 100 where it is not given, and all points of a grid.</summary>
    [Parameter(Position = 2)]
    [ValidateRange(1, int.MaxValue)]
    public int? TrialCount { get; set; }

    /// <summary>After this time no further trial is begun: a TimeSpan, or a text such as 90s, 10m, 2h.</summary>
    [Parameter]
    [DurationArgument]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Takes the objective of walk-forward test windows, run one behind the other, instead of the whole backtest: @{ Train = '12m'; Test = '3m' } or @{ Folds = 5 }.</summary>
    [Parameter]
    public Hashtable? WalkForward { get; set; }

    /// <summary>What gives up trials that begin badly. Options in brackets: median(startup=10).</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PrunerCompleter))]
    public string? Pruner { get; set; }

    /// <summary>How many segments a trial is cut into for the pruner.</summary>
    [Parameter]
    [ValidateRange(2, 1000)]
    public int? Segments { get; set; }

    /// <summary>Known good parameters, which the first trials take.</summary>
    [Parameter]
    public ParameterArgument[] Enqueue { get; set; } = [];

    /// <summary>The name to store the study under; {symbol} in it stands for the instrument. Without a name it is not stored.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StudyCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Where studies are stored: a SQLite file, or postgresql://user@host/database. results/studies.db where it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Storage { get; set; }

    /// <summary>Goes on with the stored study of that name; makes it where it is not there.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>A study written in a file (YAML or JSON); what this command gives goes before it.</summary>
    [Parameter]
    public string? StudyFile { get; set; }

    /// <summary>Writes the best parameters into the configuration file; the rest of it stays as it is.</summary>
    [Parameter]
    public SwitchParameter UpdateConfig { get; set; }

    /// <summary>The folder of the file with the best parameters.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string OutputFolder { get; set; } = "outputs";

    /// <summary>Writes no file with the best parameters.</summary>
    [Parameter]
    public SwitchParameter NoOutput { get; set; }

    /// <summary>Writes each trial as it is finished, before the study.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in Files())
        {
            if (Planned(file) is not var (request, plan)) continue;
            var go = ShouldProcess(plan.Text, $"{plan.Text}{Environment.NewLine}Begin?", MyInvocation.MyCommand.Name);
            // Nothing is written with -WhatIf, but what the configuration would become is known only after the search.
            if (go || (UpdateConfig && IsWhatIf)) Run(request with { DryRun = !go }, go, plan);
        }
    }

    private (StudyRequest Request, StudyPlan Plan)? Planned(string? file)
    {
        try
        {
            var request = Wanted(file);
            var plan = Workbench.Study.Plan(request);
            if (UpdateConfig) UpdateStrategyConfig.Check(plan.ConfigPath);
            return (request, plan);
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, file ?? StudyFile ?? Config);
            return null;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (UpdateConfig && _studies.Count > 0) Update();
        base.EndProcessing();
    }

    private void Update()
    {
        try
        {
            var change = UpdateStrategyConfig.Plan(_config, _studies);
            if (ShouldProcess($"{change.Path}{Environment.NewLine}{change.Diff}", $"{change.Diff}{Environment.NewLine}Write {change.Path}?", MyInvocation.MyCommand.Name)) UpdateStrategyConfig.Write(change);
        }
        catch (PeakTradeException fault)
        {
            WriteFault(fault, _config);
        }
    }

    private void Run(StudyRequest request, bool write, StudyPlan plan)
    {
        _config = plan.ConfigPath;
        Stream((listener, cancel) => Written(Workbench.Study.Execute(request, listener, cancel), _studies, write), target: request.Backtest.DataPath ?? Config ?? StudyFile);
    }

    private IEnumerable<Outcome<object>> Written(IEnumerable<Outcome<StudyNews>> all, List<ParameterStudy> studies, bool write)
    {
        foreach (var (news, error) in all)
        {
            if (news?.Study is { } study) studies.Add(study);
            if (error is not null || (write && (news!.Study is not null || PassThru))) yield return new Outcome<object>((object?)news?.Study ?? news?.Trial, error);
        }
    }

    private StudyRequest Wanted(string? file) => StudyRequest(file) with
    {
        FilePath = StudyFile is null ? null : FilePath(StudyFile),
        Name = Name,
        Storage = Storage,
        Resume = Resume,
        TrialCount = TrialCount,
        Timeout = Timeout,
        WalkForward = WalkForward is null ? null : WalkForwardChoice.Of(Plain.Values(WalkForward)),
        Pruner = Pruner,
        Segments = Segments,
        Enqueue = [.. Enqueue.Select(e => e.Values)],
        OutputFolder = NoOutput ? null : FilePath(OutputFolder),
    };
}
