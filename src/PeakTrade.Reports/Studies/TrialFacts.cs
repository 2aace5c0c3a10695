using System.Buffers;
using System.Text.Json;

namespace PeakTrade.Reports;

/// <summary>What the page shows of a trial that is pointed at.</summary>
internal static class TrialFacts
{
    /// <summary>The names of objectives and parameters, and for each drawn trial a heading and their values.</summary>
    public static byte[] Json(StudyView view)
    {
        var bytes = new ArrayBufferWriter<byte>(65536);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("names");
            foreach (var name in view.Objectives.Select(o => o.Name).Concat(view.Columns.Select(c => c.Name))) json.WriteStringValue(NumberText.Cut(name, 60));
            json.WriteEndArray();
            json.WriteStartObject("items");
            foreach (var trial in view.Drawn.DistinctBy(t => t.Number)) Write(json, view, trial);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A trial and what became of it, in a few words.</summary>
    public static string Heading(StudyTrial trial)
    {
        var state = trial.State switch
        {
            TrialState.Complete => trial.IsFeasible ? "complete" : "breaks a constraint",
            TrialState.Pruned => trial.Steps.Count > 0 ? $"pruned at step {trial.Steps[^1].Number}" : "pruned",
            TrialState.Failed => "failed",
            _ => "running",
        };
        return trial.SameAs is { } same ? $"Trial {trial.Number}, {state}, same as {same}" : $"Trial {trial.Number}, {state}";
    }

    private static void Write(Utf8JsonWriter json, StudyView view, StudyTrial trial)
    {
        json.WriteStartArray(NumberText.Of(trial.Number));
        json.WriteStringValue(Heading(trial));
        foreach (var objective in view.Objectives) json.WriteStringValue(NumberText.Of(objective.ValueOf(trial)));
        foreach (var column in view.Columns) json.WriteStringValue(NumberText.Cut(column.TextOf(trial), 60));
        json.WriteEndArray();
    }
}
