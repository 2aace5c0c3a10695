using System.Globalization;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>What a study would do, in a few lines.</summary>
internal static class StudyPlanText
{
    public static string Of(StudySetup setup)
    {
        var definition = setup.Definition(setup.Request.Name ?? "", [], null);
        var sampler = SamplerCatalogue.Make(definition);
        var data = setup.Request.Backtest.Input is null ? setup.Config.Data.Path : "standard input";
        var lines = new List<string>
        {
            $"Study {setup.Request.TrialCount ?? definition.TrialCount} trials of {setup.Strategy.Info.Key} on {data}",
            $"  objective  {string.Join(", ", definition.Objectives.Zip(definition.Directions, (name, way) => $"{name} ({(way == StudyDirection.Maximize ? "maximised" : "minimised")})"))}",
        };
        lines.AddRange(setup.Space.Select(d => $"  search     {d.Name}: {Range(d)}"));
        lines.AddRange(setup.Space.Fixed.Select(f => string.Create(CultureInfo.InvariantCulture, $"  fixed      {f.Key} = {f.Value}")));
        lines.AddRange(setup.Space.Relations.Select(r => $"  relation   {r}"));
        lines.AddRange(definition.Constraints.Select(c => $"  constraint {c}"));
        lines.Add($"  sampler    {sampler.Name}{(sampler.Reason is { } why ? $" ({why})" : "")}, seed {definition.Seed}, lag {definition.Lag}");
        if (definition.Pruner != "none") lines.Add($"  pruner     {definition.Pruner}, {definition.Steps} segments");
        lines.Add($"  storage    {(setup.Storage is { } address ? $"{StudyStorage.Shown(address)}, as \"{setup.Request.Name}\"" : "none (no name)")}");
        if (setup.Request.OutputFolder is { } folder) lines.Add($"  output     {Path.Combine(folder, $"best_params_{setup.Strategy.Info.Key}_<time>.json")}");
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>Where a parameter is searched, in words.</summary>
    public static string Range(Dimension d) => d.Kind == DimensionKind.Categorical
        ? string.Join(" | ", d.Choices.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c}")))
        : string.Create(CultureInfo.InvariantCulture, $"{d.Low} to {d.High}{(d.Step is { } step && (d.Kind == DimensionKind.Real || step != 1) ? $" step {step}" : "")}{(d.Log ? ", logarithmic" : "")}");
}
