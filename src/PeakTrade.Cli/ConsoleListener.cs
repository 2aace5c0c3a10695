using PeakTrade.Operations;

namespace PeakTrade.Cli;

/// <summary>Says warnings, each once, and with --verbose everything, on standard error; standard output holds results only.</summary>
internal sealed class ConsoleListener(TextWriter error, bool verbose) : IListener
{
    private readonly Lock _writing = new();
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    public void Say(string message)
    {
        if (verbose) Line(message);
    }

    public void Warn(string message)
    {
        lock (_writing)
        {
            if (!_warned.Add(message)) return;
        }

        Line($"warning: {message}");
    }

    public void Progress(string activity, double? fraction)
    {
        if (verbose) Line(fraction is { } done ? $"{activity} ({done:0 %})" : activity);
    }

    private void Line(string text)
    {
        lock (_writing) error.WriteLine($"peaktrade: {text}");
    }
}
