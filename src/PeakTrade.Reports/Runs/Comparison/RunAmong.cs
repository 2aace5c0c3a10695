namespace PeakTrade.Reports;

/// <summary>A run among others: its letter, its style, and its course from 1.</summary>
internal sealed class RunAmong
{
    /// <summary>As many lines can be told from each other; further ones are thin and of one colour.</summary>
    public const int Clear = 12;

    private const int AllStretches = 6_000;
    private const int FewestStretches = 40;
    private const int MostStretches = 1_000;
    private const int LettersInAll = 26;

    public RunAmong(BacktestResult run, int place, int count)
    {
        (Run, Place) = (run, place);
        Curve = run.GetEquity();
        var equity = Curve.Equity.Span;
        var (relative, falls) = (new double[equity.Length], new double[equity.Length]);
        // What it began with, so that the first bar counts; a course that began with nothing has none.
        var capital = run.TotalReturn is { } total && Math.Abs(1 + total) > 1e-9 ? run.FinalEquity / (1 + total) : equity.IsEmpty ? double.NaN : equity[0];
        if (!(capital > 0) || !double.IsFinite(capital)) capital = equity is [> 0, ..] ? equity[0] : double.NaN;
        var peak = double.NegativeInfinity;
        for (var bar = 0; bar < equity.Length; bar++)
        {
            peak = Math.Max(peak, equity[bar]);
            relative[bar] = equity[bar] / capital;
            falls[bar] = peak > 0 ? equity[bar] / peak - 1 : 0;
        }

        var times = new CourseTimes(Curve.UtcTicks.Span, Math.Clamp(AllStretches / Math.Max(count, 1), FewestStretches, MostStretches), relative, falls);
        Equity = new CourseLine(Letter, Style, times, times.Thin(relative));
        Drawdown = new CourseLine(Letter, Style, times, times.Thin(falls, 100));
    }

    public BacktestResult Run { get; }

    public int Place { get; }

    public EquityCurve Curve { get; }

    public CourseLine Equity { get; }

    public CourseLine Drawdown { get; }

    /// <summary>What it is called on the page: A, B, ... Z, 27, 28.</summary>
    public string Letter => Place < LettersInAll ? $"{(char)('A' + Place)}" : NumberText.Of(Place + 1);

    public string Style => $"s{Math.Min(Place, Clear)}";
}
