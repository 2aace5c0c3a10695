using PeakTrade.Studies.Relational;

namespace PeakTrade.Studies.Tests.Storage;

/// <summary>What is written in Optuna's words, and read from them: the expected texts are those that Optuna 4.9 writes.</summary>
public class TextTests
{
    public static TheoryData<Dimension, string> Written => new()
    {
        { Dimension.Real("x", -5, 5), """{"name": "FloatDistribution", "attributes": {"step": null, "low": -5.0, "high": 5.0, "log": false}}""" },
        { Dimension.Real("x", 0.5, 2, log: true), """{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.5, "high": 2.0, "log": true}}""" },
        { Dimension.Real("x", 0, 1, step: 0.25), """{"name": "FloatDistribution", "attributes": {"step": 0.25, "low": 0.0, "high": 1.0, "log": false}}""" },
        { Dimension.Integer("n", 1, 8, step: 2), """{"name": "IntDistribution", "attributes": {"log": false, "step": 2, "low": 1, "high": 7}}""" },
        { Dimension.Integer("n", 1, 1000, log: true), """{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 1, "high": 1000}}""" },
        { Dimension.Categorical("c", ["a", true, 1.5, 3L, 2.0]), """{"name": "CategoricalDistribution", "attributes": {"choices": ["a", true, 1.5, 3, 2.0]}}""" },
    };

    [Theory, MemberData(nameof(Written))]
    public void A_dimension_is_written_as_Optuna_writes_its_distribution_and_read_back(Dimension dimension, string text)
    {
        Assert.Equal(text, Distribution.Of(dimension));
        Assert.Equal(dimension, Distribution.Parse(dimension.Name, text));
    }

    public static TheoryData<string, Dimension> Older => new()
    {
        { """{"name": "UniformDistribution", "attributes": {"low": 0.0, "high": 1.0}}""", Dimension.Real("p", 0, 1) },
        { """{"name": "LogUniformDistribution", "attributes": {"low": 0.1, "high": 1.0}}""", Dimension.Real("p", 0.1, 1, log: true) },
        { """{"name": "DiscreteUniformDistribution", "attributes": {"low": 0.0, "high": 1.0, "q": 0.5}}""", Dimension.Real("p", 0, 1, step: 0.5) },
        { """{"name": "IntUniformDistribution", "attributes": {"low": 1, "high": 9, "step": 2}}""", Dimension.Integer("p", 1, 9, step: 2) },
        { """{"name": "IntLogUniformDistribution", "attributes": {"low": 1, "high": 9, "step": 1}}""", Dimension.Integer("p", 1, 9, log: true) },
        { """{"type": "float", "low": 0.0, "high": 1.0, "log": false}""", Dimension.Real("p", 0, 1) },
        { """{"type": "int", "low": 1, "high": 5}""", Dimension.Integer("p", 1, 5) },
        { """{"type": "categorical", "choices": ["a", 1]}""", Dimension.Categorical("p", ["a", 1L]) },
    };

    [Theory, MemberData(nameof(Older))]
    public void What_older_versions_wrote_is_read(string text, Dimension dimension) => Assert.Equal(dimension, Distribution.Parse("p", text));

    [Theory]
    [InlineData("""{"name": "CategoricalDistribution", "attributes": {"choices": [null]}}""", "has the choice null")]
    [InlineData("""{"name": "CategoricalDistribution", "attributes": {"choices": [[1]]}}""", "has the choice [1]")]
    [InlineData("""{"name": "NormalDistribution", "attributes": {"mean": 0}}""", "not known here")]
    [InlineData("""{"name": "FloatDistribution", "attributes": {"low": 0.0}}""", "cannot be used here")]
    public void What_has_no_counterpart_is_refused(string text, string why) => Assert.Contains(why, Assert.Throws<FormatException>(() => Distribution.Parse("p", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_grid_s_end_is_told_in_decimals_as_Optuna_reckons_them() =>
        // 0.1 + 2 * 0.1 is 0.30000000000000004, which Optuna's decimals would not find on the grid.
        Assert.Contains("\"high\": 0.3,", Distribution.Of(Dimension.Real("x", 0.1, 0.3, step: 0.1)), StringComparison.Ordinal);

    [Theory]
    [InlineData("[NaN, 1.5, Infinity, -Infinity]", "[\"NaN\", 1.5, \"Infinity\", \"-Infinity\"]")]
    [InlineData("{\"NaN\": \"a \\\" NaN\", \"b\": NaN}", "{\"NaN\": \"a \\\" NaN\", \"b\": \"NaN\"}")]
    [InlineData("{\"a\\\\\": NaN}", "{\"a\\\\\": \"NaN\"}")]
    public void Bare_words_of_Python_become_texts_outside_of_texts_only(string python, string standard) => Assert.Equal(standard, PythonJson.Standard(python));
}
