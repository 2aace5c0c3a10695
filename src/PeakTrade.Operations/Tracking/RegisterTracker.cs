using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>Makes trackers of the user's own known by their names, for as long as the process lives.</summary>
public sealed class RegisterTracker(TrackerRegistry trackers)
{
    /// <summary>A class that implements <see cref="ITracker"/>; <c>[tracking] backend</c> names it afterwards.</summary>
    public RegisteredTracker FromType(string name, Type type, bool replace)
    {
        using var culture = InvariantScope.Enter();
        trackers.Register(name, type, replace);
        return new RegisteredTracker(name, type.FullName ?? type.Name);
    }
}
