using System.Text;

namespace PeakTrade.Configuration;

/// <summary>
/// A batch that comes line by line, or as a stream. It is counted as it comes: a data file that was piped by mistake is refused
/// before it fills the memory.
/// </summary>
public sealed class BatchText
{
    private readonly StringBuilder _text = new();
    private long _bytes;

    /// <summary>Whether nothing has come yet.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>All that a reader gives.</summary>
    public static BatchText From(TextReader reader)
    {
        var text = new BatchText();
        var block = new char[16 * 1024];
        for (int read; (read = reader.Read(block)) > 0;) text.Append(block.AsSpan(0, read));
        return text;
    }

    /// <summary>A line without its end, or a whole text.</summary>
    public void AddLine(string line)
    {
        Append(line);
        Append("\n");
    }

    /// <summary>What has come.</summary>
    public override string ToString() => _text.ToString();

    private void Append(ReadOnlySpan<char> part)
    {
        _bytes += Encoding.UTF8.GetByteCount(part);
        if (_bytes > BatchFile.MaxBytes) throw FaultCatalogue.ConfigUnreadable.Because($"The batch is larger than {BatchFile.MaxBytes / (1024 * 1024)} MB, which no batch is.", "Check that it is the batch and not a data file.");
        _text.Append(part);
    }
}
