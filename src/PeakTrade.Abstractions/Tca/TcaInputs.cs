namespace PeakTrade;

/// <summary>What a transaction-cost report can use beside the run: each part may be missing, and the report then says what it does without.</summary>
public sealed record TcaInputs
{
    /// <summary>The coefficient of the square-root law that most markets show, as a multiple of 1.</summary>
    public const double UsualImpactCoefficient = 1;

    /// <summary>Nothing beside the run.</summary>
    public static TcaInputs None { get; } = new();

    /// <summary>The bars of the run's instruments, for volume and volatility.</summary>
    public IReadOnlyList<Bars> Bars { get; init; } = [];

    /// <summary>Why there are no bars, as a sentence.</summary>
    public string BarsNote { get; init; } = "The run's bars were not at hand.";

    /// <summary>Runs the simulation again with all costs multiplied; null where that cannot be done, and where it returns null.</summary>
    public Func<double, Metrics?>? AtCost { get; init; }

    /// <summary>Why it cannot be run again, as a sentence.</summary>
    public string AtCostNote { get; init; } = "The run's data and configuration were not at hand.";

    /// <summary>What the square-root law of impact is multiplied by.</summary>
    public double ImpactCoefficient { get; init; } = UsualImpactCoefficient;
}
