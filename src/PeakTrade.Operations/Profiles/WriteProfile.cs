using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PeakTrade.Operations;

/// <summary>Writes a profile into a folder: <c>profile.json</c> for programs, <c>profile.md</c> for people. <c>docs/profiling.md</c> states both.</summary>
public static class WriteProfile
{
    /// <summary>The file for programs.</summary>
    public const string JsonName = "profile.json";

    /// <summary>The file for people.</summary>
    public const string MarkdownName = "profile.md";

    /// <summary>Writes both, over those that are there; the folder is made where it is not.</summary>
    /// <exception cref="PeakTradeException">They cannot be written (<c>Output.NotWritten</c>).</exception>
    public static void Execute(RunProfile profile, string folder)
    {
        using var culture = InvariantScope.Enter();
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, JsonName), Json(profile));
            File.WriteAllText(Path.Combine(folder, MarkdownName), Markdown(profile));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FaultCatalogue.OutputNotWritten.Because($"The profile cannot be written into {folder}: {fault.Message}", target: folder, inner: fault);
        }
    }

    private static byte[] Json(RunProfile profile)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("run", profile.Run);
            json.WriteString("strategy", profile.Strategy);
            json.WriteNumber("bars", profile.Bars);
            json.WriteNumber("seconds", profile.Seconds);
            json.WriteNumber("allocated_bytes", profile.AllocatedBytes);
            json.WriteNumber("repeats", profile.Repeats);
            json.WriteNumber("fastest_seconds", profile.FastestSeconds);
            json.WriteStartArray("stages");
            foreach (var stage in profile.Stages) Write(json, stage);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, StageProfile stage)
    {
        json.WriteStartObject();
        json.WriteString("stage", Word(stage.Stage));
        json.WriteNumber("seconds", stage.Seconds);
        json.WriteNumber("share", stage.Share);
        json.WriteNumber("allocated_bytes", stage.AllocatedBytes);
        json.WriteNumber("calls", stage.Calls);
        json.WriteEndObject();
    }

    private static string Markdown(RunProfile profile)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Where the time of {OneLine(profile.Run)} goes\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{OneLine(profile.Strategy)}, {profile.Bars:N0} bars: {profile.Seconds:0.000000} s, {Megabytes(profile.AllocatedBytes)} MB allocated.");
        if (profile.Repeats > 1) text.Append(CultureInfo.InvariantCulture, $" The run in the middle of {profile.Repeats}; the fastest took {profile.FastestSeconds:0.000000} s.");
        text.Append("\n\n| stage | seconds | share | MB allocated | calls |\n|---|---:|---:|---:|---:|\n");
        foreach (var stage in profile.Stages)
            text.Append(CultureInfo.InvariantCulture, $"| {Word(stage.Stage)} | {stage.Seconds:0.000000} | {100 * stage.Share:0.0} % | {Megabytes(stage.AllocatedBytes)} | {stage.Calls} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| all | {profile.Seconds:0.000000} | {100 * profile.Stages.Sum(stage => stage.Share):0.0} % | {Megabytes(profile.AllocatedBytes)} | |\n");
        return text.ToString();
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.000}");

    private static string Word(RunStage stage) => JsonNamingPolicy.SnakeCaseLower.ConvertName(stage.ToString());

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
