namespace PeakTrade.Operations;

/// <summary>A walk-forward validation as a door asks for it.</summary>
public sealed record WalkForwardRequest
{
    /// <summary>The study that is made inside each training window. Its name, storage and pruner are not used.</summary>
    public required StudyRequest Study { get; init; }

    /// <summary>The windows.</summary>
    public required WalkForwardChoice Windows { get; init; }

    /// <summary>A study that says what <see cref="Study"/> leaves open: strategy, space, objective, sampler, trials and seed.</summary>
    public ParameterStudy? Like { get; init; }
}
