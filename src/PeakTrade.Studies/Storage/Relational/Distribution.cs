using System.Globalization;
using System.Text.Json;

namespace PeakTrade.Studies.Relational;

/// <summary>A dimension in the words of Optuna's <c>distribution_json</c>.</summary>
internal static class Distribution
{
    /// <summary>Writes a dimension.</summary>
    public static string Of(Dimension dimension) => dimension.Kind switch
    {
        DimensionKind.Real => Named("FloatDistribution", $"\"step\": {(dimension.Step is { } step ? PythonJson.Number(step) : "null")}, \"low\": {PythonJson.Number(dimension.Low)}, \"high\": {PythonJson.Number(LastOnGrid(dimension))}, \"log\": {Word(dimension.Log)}"),
        DimensionKind.Integer => Named("IntDistribution", $"\"log\": {Word(IsLog(dimension))}, \"step\": {Whole(dimension.Step!.Value)}, \"low\": {Whole(dimension.Low)}, \"high\": {Whole(dimension.High)}"),
        _ => Named("CategoricalDistribution", $"\"choices\": [{string.Join(", ", dimension.Choices.Select(PythonJson.Value))}]"),
    };

    /// <summary>Reads a dimension, in the present words or in those of older versions of Optuna.</summary>
    /// <exception cref="FormatException">There is no dimension like it here; the message is the rest of a sentence.</exception>
    public static Dimension Parse(string name, string json)
    {
        using var document = PythonJson.Parse(json);
        var root = document.RootElement;
        var kind = root.TryGetProperty("name", out var named) ? named.GetString() : root.TryGetProperty("type", out var type) ? type.GetString() : null;
        var a = root.TryGetProperty("attributes", out var attributes) ? attributes : root;
        try
        {
            return kind switch
            {
                "FloatDistribution" or "float" => Dimension.Real(name, Number("low"), Number("high"), Has("step") ? Number("step") : null, Flag("log")),
                "UniformDistribution" => Dimension.Real(name, Number("low"), Number("high")),
                "LogUniformDistribution" => Dimension.Real(name, Number("low"), Number("high"), log: true),
                "DiscreteUniformDistribution" => Dimension.Real(name, Number("low"), Number("high"), Number("q")),
                "IntDistribution" or "IntUniformDistribution" or "int" => Dimension.Integer(name, (long)Number("low"), (long)Number("high"), Step(), Flag("log")),
                "IntLogUniformDistribution" => Dimension.Integer(name, (long)Number("low"), (long)Number("high"), Step(), log: true),
                "CategoricalDistribution" or "categorical" => Dimension.Categorical(name, [.. a.GetProperty("choices").EnumerateArray().Select(Choice)]),
                _ => throw new FormatException($"is searched by a distribution that is not known here: {json}"),
            };
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or PeakTradeException)
        {
            throw new FormatException($"is searched by a distribution that cannot be used here: {json}", fault);
        }

        double Number(string key) => PythonJson.NumberOf(a.GetProperty(key));
        bool Has(string key) => a.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;
        bool Flag(string key) => Has(key) && a.GetProperty(key).GetBoolean();
        long Step() => Has("step") ? (long)Number("step") : 1;
        object Choice(JsonElement choice) => PythonJson.ValueOf(choice) ?? throw new FormatException($"has the choice {choice.GetRawText()}; here a choice is a text, a number, true or false");
    }

    // Optuna knows no steps on a logarithmic scale. It is told of the steps: the study's own definition knows both.
    private static bool IsLog(Dimension dimension) => dimension is { Log: true, Step: 1 };

    // Optuna checks in decimals that the steps reach the end exactly, which a sum of binary fractions may miss by a bit.
    private static double LastOnGrid(Dimension dimension)
    {
        if (dimension.Step is not { } step || Math.Abs(dimension.High) > 1e12 || Math.Abs(dimension.Low) > 1e12 || step < 1e-12) return dimension.High;
        return (double)((decimal)dimension.Low + (decimal)(dimension.Count - 1) * (decimal)step);
    }

    private static string Named(string name, string attributes) => $"{{\"name\": \"{name}\", \"attributes\": {{{attributes}}}}}";

    private static string Whole(double value) => ((long)value).ToString(CultureInfo.InvariantCulture);

    private static string Word(bool flag) => flag ? "true" : "false";
}
