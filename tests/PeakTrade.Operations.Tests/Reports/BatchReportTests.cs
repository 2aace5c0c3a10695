using PeakTrade.Operations.Tests.Batches;

namespace PeakTrade.Operations.Tests.Reports;

public sealed class BatchReportTests : IDisposable
{
    private const string Bundle = "name: core\nfactors: [{ name: volatility_60d, weight: 1, direction: low }]\n";

    private readonly BatchPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("strategy: multifactor_long_short, bundle_path: core.yaml, symbols: [AAA, BBB, CCC, DDD], sectors: sectors.csv")]
    [InlineData("strategy: equal_weight, symbols: [BBB, AAA, DDD], rebalance_freq: W")]
    [InlineData("strategy: ma_crossover, symbols: [AAA, BBB, CCC], stop_loss: 0.05, borrow_rate: 0.02")]
    [InlineData("strategy: ma_crossover, symbols: [CCC], borrow_rate: 0.02")]
    public void Reports_asked_for_later_are_the_files_that_the_batch_wrote(string run)
    {
        _place.Desktop.Write("core.yaml", Bundle);
        _place.Desktop.Write("sectors.csv", "symbol,sector\nAAA,one\nBBB,one\nCCC,two\nDDD,two\n");

        var batch = _place.Run($"batch_name: mine\ndefaults: {{ data_path: data, start_date: 2020-03-02, end_date: 2020-12-31, generate_risk_report: true, generate_tca_report: true }}\nruns:\n  - {{ id: one, {run} }}\n").Single();

        var stored = ReportRuns.In(batch.BacktestPath!, default).Single().Result!;
        var reader = _place.Desktop.Workbench.RunReader(_place.Desktop.Folder);
        var risk = WriteRiskReport.Execute(stored, reader.Market(stored, null, default), _place.Desktop.PathTo("later"), [], force: false);
        var costs = WriteTcaReport.Execute(stored, reader.TcaInputs(stored, replay: true, _place.Desktop, default), _place.Desktop.PathTo("later"), [], force: false);
        Assert.False(costs.Report.Sensitivity.IsApproximate, costs.Report.Sensitivity.Note);
        Assert.NotNull(risk.Report.Relative);
        foreach (var file in risk.Files) Same(Path.Combine(ReportKind.Risk.FolderOf(batch)!, file.Name), file.FullName);
        foreach (var file in costs.Files) Same(Path.Combine(ReportKind.Tca.FolderOf(batch)!, file.Name), file.FullName);
    }

    [Fact]
    public void A_portfolio_whose_bundle_has_gone_keeps_its_benchmark_and_says_why_its_costs_are_approximated()
    {
        _place.Desktop.Write("core.yaml", Bundle);
        var batch = _place.Run("batch_name: mine\nruns:\n  - { id: one, bundle_path: core.yaml, data_path: data, symbols: [AAA, BBB, CCC, DDD], start_date: 2020-03-02, end_date: 2020-12-31 }\n").Single();
        File.Delete(_place.Desktop.PathTo("core.yaml"));

        var reader = _place.Desktop.Workbench.RunReader(_place.Desktop.Folder);
        var inputs = reader.TcaInputs(batch.Result!, replay: true, _place.Desktop, default);
        Assert.Null(inputs.AtCost);
        Assert.Equal("Its bundle, its universe or its sectors have changed since, or cannot be read any more.", inputs.AtCostNote);
        Assert.DoesNotContain(_place.Desktop.Folder, inputs.AtCostNote);
        Assert.Equal(4, inputs.Bars.Count);
        Assert.NotNull(reader.Market(batch.Result!, null, default).Benchmark);
    }

    private static void Same(string expected, string actual) => Assert.Equal(File.ReadAllText(expected), File.ReadAllText(actual));
}
