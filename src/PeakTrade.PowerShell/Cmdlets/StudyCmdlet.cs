using System.Collections;
using System.Management.Automation;
using PeakTrade.Operations;
using PeakTrade.PowerShell.Arguments;
using PeakTrade.PowerShell.Completion;
using PeakTrade.PowerShell.Strategies;

namespace PeakTrade.PowerShell.Cmdlets;

/// <summary>What every command takes that searches parameters.</summary>
public abstract class StudyCmdlet : BacktestCmdlet
{
    /// <summary>The seed; the same seed gives the same trials.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <summary>What to search the best of: figures of the result such as sharpe or max_drawdown, several at once too, or a script block over the result.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ObjectiveCompleter))]
    [ObjectiveArgument]
    public object[]? Objective { get; set; }

    /// <summary>Which way each objective is better; what the figure's nature says where it is not given.</summary>
    [Parameter]
    public StudyDirection[] Direction { get; set; } = [];

    /// <summary>Who chooses the parameters; auto picks by size, kind and budget of the space. Options in brackets: tpe(startup=20).</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SamplerCompleter))]
    public string? Sampler { get; set; }

    /// <summary>Narrows or widens what is searched, by parameter: @{ fast_window = '5..40 step 5'; threshold = '0.001..1 log'; kind = 'sma', 'ema' }. Parameters that are not named keep the range of the schema.</summary>
    [Parameter]
    [Alias("Space")]
    [ValidateNotNull]
    public Hashtable SearchSpace { get; set; } = [];

    /// <summary>Parameters that every trial gets as they are.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ParameterCompleter))]
    public ParameterArgument? FixedParameter { get; set; }

    /// <summary>What must hold between parameters, beyond what the strategy says: 'fast_window &lt; slow_window'.</summary>
    [Parameter]
    public string[] Relation { get; set; } = [];

    /// <summary>What must hold for a trial's figures: 'trades &gt;= 30'. Trials that break one are never the best.</summary>
    [Parameter]
    public string[] Constraint { get; set; } = [];

    /// <summary>Runs several trials at once.</summary>
    [Parameter]
    public SwitchParameter Parallel { get; set; }

    /// <summary>How many trials run at once; as many as there are processors with -Parallel alone.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Trial k learns from trials 0 to k - lag; no more trials than the lag run at once. Part of the study, so that its trials do not depend on the machine.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int? Lag { get; set; }

    /// <summary>The study that is asked for, on one of the files.</summary>
    private protected StudyRequest StudyRequest(string? file) => new()
    {
        Backtest = Request(file) with { Parameters = ParameterArgument.ValuesOf(FixedParameter) },
        StrategyCode = (StrategyArgument.In(Strategy)?.Own as ScriptStrategy)?.Code,
        Seed = Seed,
        Objectives = ObjectiveArgument.Figures(Objective),
        Directions = [.. Direction.Select(d => (StudyDirection?)d)],
        OwnObjective = ObjectiveArgument.Own(Objective),
        Sampler = Sampler,
        Workers = ThrottleLimit ?? (Parallel ? Environment.ProcessorCount : null),
        Lag = Lag,
        Space = Plain.Values(SearchSpace),
        Relations = Relation,
        Constraints = Constraint,
    };
}
