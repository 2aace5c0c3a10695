using PeakTrade.Engine.Tests.Metrics;

namespace PeakTrade.Engine.Tests.Risk;

/// <summary>Figures against numpy 1.24 and scipy 1.10 on the same 900 made-up returns; the benchmark's are half of them and 0.6 of others.</summary>
public sealed class OracleTests
{
    private static readonly double[] Returns = GivenRun.Returns(900, 42);
    private static readonly double[] Market = [.. Returns.Zip(GivenRun.Returns(900, 7), (r, other) => 0.5 * r + 0.6 * other)];
    private static readonly RiskReport Report = new GivenRun { Equity = Curve.Of(Returns), Closes = Curve.Of(Market) }.Report;

    [Theory]
    [InlineData(ValueAtRiskMethod.Historical, 0.95, -0.018320463581755757, -0.02373935622341103)]
    [InlineData(ValueAtRiskMethod.Historical, 0.99, -0.02624250505231321, -0.031866040770502556)]
    [InlineData(ValueAtRiskMethod.Gaussian, 0.95, -0.018924935273993124, -0.023923614671088556)]
    [InlineData(ValueAtRiskMethod.Gaussian, 0.99, -0.02707737372857564, -0.03113109398282484)]
    [InlineData(ValueAtRiskMethod.CornishFisher, 0.95, -0.018868868857297237, -0.024152747939880335)] // The mean beyond: scipy.integrate.quad over the quantiles.
    [InlineData(ValueAtRiskMethod.CornishFisher, 0.99, -0.02745409643286216, -0.03195495219928327)]
    public void Value_at_risk_and_the_mean_beyond_it(ValueAtRiskMethod method, double confidence, double value, double beyond)
    {
        var made = Report.ValuesAtRisk.Single(v => v.Method == method && v.Confidence == confidence);
        Assert.Equal(value, made.Value!.Value, 1e-12);
        Assert.Equal(beyond, made.ConditionalValue!.Value, 1e-12);
    }

    [Theory]
    [InlineData(ValueAtRiskMethod.Historical, 0.95, 29, 0.4110336394777505, 0.5214453365209513, 0.07980530870296043, 0.7775614238703196, 0.7823762828198076)]
    [InlineData(ValueAtRiskMethod.Gaussian, 0.95, 27, 1.0370689956163233, 0.3085041270905102, 2.34478814612973, 0.12570264986271998, 0.1843482640633015)]
    [InlineData(ValueAtRiskMethod.Historical, 0.99, 9, 0.8673283197378225, 0.3516960060148193, 0.25313334340292215, 0.6148773845640643, 0.5710772259803523)]
    [InlineData(ValueAtRiskMethod.Gaussian, 0.99, 5, 0.3798511451976978, 0.5376829116779116, 0.0776405315833486, 0.7805207240154075, 0.7955307011757744)]
    public void Exceptions_are_counted_and_tested(ValueAtRiskMethod method, double confidence, int exceptions, double kupiec, double kupiecP, double independence, double independenceP, double bothP)
    {
        var test = Report.ValuesAtRisk.Single(v => v.Method == method && v.Confidence == confidence).Backtest!;
        Assert.Equal((250, 650, 0, exceptions), (test.WindowBars, test.Tested, test.Unforecast, test.Exceptions));
        Assert.Equal(kupiec, test.Kupiec!.Value, 1e-9);
        Assert.Equal(kupiecP, test.KupiecPValue!.Value, 1e-9);
        Assert.Equal(independence, test.Independence!.Value, 1e-9);
        Assert.Equal(independenceP, test.IndependencePValue!.Value, 1e-9);
        Assert.Equal(kupiec + independence, test.Coverage!.Value, 1e-9);
        Assert.Equal(bothP, test.CoveragePValue!.Value, 1e-9);
    }

    [Fact]
    public void Cornish_and_Fisher_forecast_only_where_their_expansion_holds()
    {
        var test = Report.ValuesAtRisk.Single(v => v is { Method: ValueAtRiskMethod.CornishFisher, Confidence: 0.95 }).Backtest!;
        Assert.Equal((269, 381), (test.Tested, test.Unforecast));
    }

    [Theory]
    [InlineData(21, 21, 0.1951100438651538, -0.5380052791428849, 1.0820246571660197)]
    [InlineData(500, 21, 0.1814171330731602, -0.04187640537086174, 0.6278334457574963)]
    [InlineData(500, 63, 0.18045312780713188, 3.187131873703727, 0.7782012206792887)]
    [InlineData(500, 252, 0.1867729776635354, 0.6714154433313074, 0.8157375515283087)]
    [InlineData(899, 21, 0.17784385089525448, -2.36416200023314, 0.5375493758614726)]
    [InlineData(899, 63, 0.18832331544334605, 2.9125279059851543, 0.783315169149131)]
    [InlineData(899, 252, 0.19224325324207778, 1.2442860738602608, 0.8379527354570315)]
    public void Rolling_figures(int bar, int window, double volatility, double sharpe, double beta)
    {
        var rolling = Report.Rolling.Single(r => r.WindowBars == window);
        Assert.Equal(volatility, rolling.Volatility.Span[bar], 1e-11);
        Assert.Equal(sharpe, rolling.Sharpe.Span[bar], 1e-9);
        Assert.Equal(beta, rolling.Beta.Span[bar], 1e-10);
        Assert.True(double.IsNaN(rolling.Volatility.Span[window - 1]) && double.IsNaN(rolling.Beta.Span[window - 1]));
        Assert.False(double.IsNaN(rolling.Volatility.Span[window]));
    }

    [Fact]
    public void Tails()
    {
        var tail = Report.Tail;
        Assert.Equal((900, 45), (tail.Returns, tail.HillCount));
        Same((0.005656049654316521, tail.Skew), (0.15254328217626156, tail.Kurtosis), (0.87740311979531, tail.JarqueBera), (0.6448732069402388, tail.JarqueBeraPValue),
            (4.169089155144198, tail.HillIndex), (-0.042840124750593546, tail.Autocorrelation), (-0.028038441275471337, tail.SquareAutocorrelation));
    }

    [Fact]
    public void Beside_a_benchmark()
    {
        var beside = Report.Relative!;
        Same((0.8235228103009676, beside.Beta), (0.6495714622859283, beside.Correlation), (0.14678119933699466, beside.TrackingError), (0.26533550351625174, beside.InformationRatio), (0.06550646617605324, beside.Alpha));
        // What the metrics of a run say of its own market by another way of summing.
        Same((Report.Result.Beta!.Value, beside.Beta), (Report.Result.Alpha!.Value, beside.Alpha), (Report.Result.BuyAndHoldReturn!.Value, beside.TotalReturn));
    }

    [Theory]
    [InlineData(0.0001, 0.9920212873707368)]
    [InlineData(0.5, 0.47950012218695337)]
    [InlineData(3.841458820694124, 0.04999999999999989)]
    [InlineData(4, 0.04550026389635857)]
    [InlineData(4.0001, 0.04549756443239176)]
    [InlineData(10, 0.001565402258002549)]
    [InlineData(50, 1.537459794428033e-12)]
    [InlineData(300, 3.2943623833139784e-67)]
    public void The_chi_square_tail_to_thirteen_digits(double statistic, double beyond) => Assert.Equal(1, ChiSquare.Beyond1(statistic) / beyond, 1e-12);

    [Fact]
    public void Kupiec_of_nine_exceptions_in_a_thousand_bars() => Assert.Equal(0.10452047923954666, Exceptions.Kupiec(1000, 9, 0.01), 1e-9); // By scipy.stats.binom.logpmf.

    [Fact]
    public void Nothing_and_everything_an_exception_have_a_likelihood_too()
    {
        Assert.Equal(-2 * 100 * Math.Log(0.95), Exceptions.Kupiec(100, 0, 0.05), 1e-12);
        Assert.Equal(-2 * 100 * Math.Log(0.05), Exceptions.Kupiec(100, 100, 0.05), 1e-10);
        Assert.Null(Exceptions.Independence(99, 0, 0, 0));
    }

    private static void Same(params (double Expected, double? Actual)[] figures) => Assert.All(figures, f => Assert.Equal(f.Expected, f.Actual!.Value, 1e-10));
}
