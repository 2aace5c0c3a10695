using System.Globalization;

namespace PeakTrade.Reports;

/// <summary>Who made the run from what, when and where, and the hash of each of its files.</summary>
internal static class ReceiptSection
{
    public static Action<Markup> Write(RunStory story) => to =>
    {
        if (story.Receipt is not { } receipt)
        {
            to.Element("p", "The run is not stored, so there is no receipt.", ("class", "lead"));
            return;
        }

        to.Element("p", "As run.json has it. Test-RunResult (peaktrade verify) checks every file against it.", ("class", "lead"));
        to.Open("dl", ("class", "facts"));
        to.Fact("Run", $"{receipt.RunId:D}", "hash");
        to.Fact("Engine version", receipt.EngineVersion);
        to.Fact("Git commit", Git(receipt), "hash");
        to.Fact("Seed", receipt.Seed.ToString(CultureInfo.InvariantCulture));
        to.Fact("Started", Second(receipt.Started));
        to.Fact("Finished", $"{Second(receipt.Finished)}, after {NumberText.Of(Math.Round(receipt.Seconds, 3))} s");
        to.Fact("Data", receipt.DataPath);
        if (receipt.Batch is { } batch) to.Fact("Batch", $"{batch}, run {receipt.BatchRunId}");
        foreach (var (name, value) in receipt.Host) to.Fact(NameOf(name), value, name.EndsWith("hash", StringComparison.Ordinal) ? "hash" : null);
        to.Fact("Configuration's SHA-256", receipt.ConfigHash, "hash");
        to.Fact("Data's SHA-256", receipt.DataHash, "hash");
        to.Close().Element("h3", "Files");
        to.BeginTable("wide", ("File", false), ("Bytes", true), ("SHA-256", false));
        foreach (var artifact in receipt.Artifacts) to.Open("tr").TextCell(artifact.Name).Element("td", artifact.Bytes.ToString("N0", CultureInfo.InvariantCulture), ("class", "number")).Element("td", artifact.Sha256, ("class", "hash")).CloseLine();
        to.EndTable();
    };

    private static string Second(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string NameOf(string fact) => fact switch { "dotnet" => ".NET", [var first, .. var others] => $"{char.ToUpperInvariant(first)}{others.Replace('_', ' ')}", _ => fact };

    private static string Git(RunReceipt receipt) => receipt.GitCommit is not { } commit ? "not known" : receipt.GitDirty switch { true => $"{commit}, with changes that are not committed", false => $"{commit}, clean", null => commit };
}
