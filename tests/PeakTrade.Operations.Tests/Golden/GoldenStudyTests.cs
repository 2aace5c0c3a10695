using System.Globalization;
using System.Text;
using PeakTrade.House.Tests;

namespace PeakTrade.Operations.Tests.Golden;

/// <summary>
/// What a study of each built-in strategy finds on the pinned bars in Approved/bars.csv with seed 42: the best value and parameters, and a hash of all trials.
/// PEAKTRADE_APPROVE=1 writes the text anew, and CHANGELOG.md says why.
/// </summary>
public sealed class GoldenStudyTests : IDisposable
{
    private static readonly string[] Samplers = ["auto", "random", "sobol", "tpe", "cmaes", "gp"];

    private readonly Desktop _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Studies_of_seed_42_find_what_they_found()
    {
        var text = new StringBuilder();
        foreach (var strategy in new[] { "ma_crossover", "rsi_reversion", "breakout_donchian" })
        {
            foreach (var sampler in Samplers)
            {
                var study = _desk.Workbench.Study.Execute(new StudyRequest
                {
                    Backtest = _desk.Request with { Strategy = strategy, DataPath = Checkout.PathTo("tests", "PeakTrade.Operations.Tests", "Approved", "bars.csv") },
                    TrialCount = 40, Seed = 42, Sampler = sampler,
                }, _desk, default).Last().Result!.Study!;
                text.Append(CultureInfo.InvariantCulture, $"{strategy}, {sampler}{(sampler == "auto" ? $" ({study.Sampler})" : "")}\n  best    {study.BestValue:G10} at {study.BestParameters}\n  trials  {study.Hash}\n");
            }

            text.Append('\n');
        }

        Approval.Check(text.ToString(), "tests", "PeakTrade.Operations.Tests", "Approved", "studies.txt");
    }
}
