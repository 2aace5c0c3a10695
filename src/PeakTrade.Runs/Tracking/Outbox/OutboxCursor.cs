using System.Text.Json;

namespace PeakTrade.Runs;

/// <summary>How far a run has been delivered: the file <c>sent</c> in its folder.</summary>
/// <param name="There">The run's id at the destination.</param>
/// <param name="Bytes">The byte of the journal to go on from.</param>
/// <param name="IsDone">Whether the end was delivered too, and only the folder is left.</param>
internal sealed record OutboxCursor(string There, long Bytes, bool IsDone)
{
    /// <summary>The cursor in a run's folder; null where nothing was delivered yet.</summary>
    public static OutboxCursor? Read(string run)
    {
        try
        {
            return JsonSerializer.Deserialize<OutboxCursor>(File.ReadAllBytes(OutboxFolder.CursorIn(run))) is { There: { Length: > 0 }, Bytes: > 0 } cursor ? cursor : null;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null; // To deliver again from the start comes to the same.
        }
    }

    public void Write(string run)
    {
        var temporary = OutboxFolder.CursorIn(run) + ".tmp";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(temporary, OutboxFolder.CursorIn(run), overwrite: true);
    }
}
