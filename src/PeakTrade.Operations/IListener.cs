namespace PeakTrade.Operations;

/// <summary>
/// Hears what an operation says on the way. Calls may come from any thread; a listener hands them on and returns at once.
/// </summary>
public interface IListener
{
    /// <summary>What is being done, for those who want to follow closely.</summary>
    void Say(string message);

    /// <summary>Something the user should know that does not stop the work.</summary>
    void Warn(string message);

    /// <summary>How far the work is: a fraction from 0 to 1, or null where that is not known.</summary>
    void Progress(string activity, double? fraction);
}

/// <summary>Hears nothing.</summary>
public sealed class SilentListener : IListener
{
    /// <summary>The one that is needed.</summary>
    public static SilentListener Instance { get; } = new();

    /// <inheritdoc/>
    public void Say(string message)
    {
    }

    /// <inheritdoc/>
    public void Warn(string message)
    {
    }

    /// <inheritdoc/>
    public void Progress(string activity, double? fraction)
    {
    }
}
