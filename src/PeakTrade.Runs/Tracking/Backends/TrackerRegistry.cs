namespace PeakTrade.Runs;

/// <summary>Names of trackers and how they are made: <c>noop</c>, <c>mlflow</c>, and classes of the user's.</summary>
public sealed class TrackerRegistry
{
    /// <summary>The name of the tracker that does nothing.</summary>
    public const string Noop = "noop";

    private const string Mlflow = "mlflow";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Type> _own = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<MlflowOptions, TimeProvider, Action<string>?, ITrackingDestination> _mlflow;

    /// <summary>A registry with the trackers that PeakTrade brings.</summary>
    public TrackerRegistry() => _mlflow = MlflowDestination.Open;

    internal TrackerRegistry(Func<MlflowOptions, ITrackingDestination> mlflow) => _mlflow = (options, _, _) => mlflow(options);

    /// <summary>The names that can be used, the built-in ones first.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate) return [Noop, Mlflow, .. _own.Keys];
        }
    }

    /// <summary>Makes a class of the user's known by a name. With <paramref name="force"/> it replaces another of that name; the built-in ones stay.</summary>
    /// <exception cref="PeakTradeException">The class is no tracker that can be made, or the name is taken (<c>Argument.Invalid</c>).</exception>
    public void Register(string name, Type type, bool force = false)
    {
        if (string.IsNullOrWhiteSpace(name)) throw FaultCatalogue.ArgumentInvalid.Because("A tracker needs a name.", target: name);
        if (TrackerClass.Hindrance(type) is { } hindrance)
            throw FaultCatalogue.ArgumentInvalid.Because($"{type.FullName} {hindrance}.", "Give a public class that implements PeakTrade.ITracker.", target: type.FullName);
        lock (_gate)
        {
            if (IsBuiltIn(name)) throw FaultCatalogue.ArgumentInvalid.Because($"The tracker {name} is built in and stays.", "Give yours another name.", target: name);
            if (_own.TryGetValue(name, out var other) && other != type && !force)
                throw FaultCatalogue.ArgumentInvalid.Because($"A tracker of the name {name} is registered already: {other.FullName}.", "Give yours another name, or force it.", target: name);
            _own[name] = type;
        }
    }

    /// <summary>
    /// The tracker that settings ask for; null where tracking is off, which then costs nothing. Dispose it at the end of the command: it waits for what is still to be
    /// delivered, for 10 seconds at most.
    /// </summary>
    /// <param name="options">The settings. Relative paths in them are resolved by now.</param>
    /// <param name="outboxFolder">Where what could not be delivered waits.</param>
    /// <param name="warn">Told once of each thing that goes wrong, from any thread.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="PeakTradeException">No tracker has that name, or its DLL holds none (<c>Config.Invalid</c>).</exception>
    public ITracker? Open(TrackingOptions options, string outboxFolder, Action<string> warn, TimeProvider clock)
    {
        if (!options.Enabled) return null;
        if (Is(options.Backend, Noop)) return NoopTracker.Instance;
        var voice = new TrackingVoice(warn, options.Strict);
        if (Is(options.Backend, Mlflow))
            return new OutboxTracker(outboxFolder, new(OpenDestination(options.Mlflow, clock, voice.Notice), options.Mlflow.ExperimentName, options.Mlflow.Tags), voice, clock);
        var (type, unload) = Find(options);
        return new GuardedTracker(options.Backend, () => TrackerClass.Make(type, options.Settings), voice, unload);
    }

    internal ITrackingDestination OpenDestination(MlflowOptions options, TimeProvider clock, Action<string>? say = null)
    {
        try
        {
            return _mlflow(options, clock, say);
        }
        catch (DeliveryException fault)
        {
            throw FaultCatalogue.ConfigInvalid.Because(fault.Message, place: new Place(Key: "tracking.mlflow.tracking_uri"), inner: fault);
        }
    }

    private (Type Type, Action Unload) Find(TrackingOptions options)
    {
        lock (_gate)
        {
            if (_own.TryGetValue(options.Backend, out var type)) return (type, () => { });
        }

        if (options.Assembly is { } assembly) return TrackerAssembly.Find(assembly, options.Backend);
        throw FaultCatalogue.ConfigInvalid.Because(
            $"tracking.backend: there is no tracker \"{options.Backend}\"; there are {string.Join(", ", Names)}.",
            $"{Suggestion.For(options.Backend, Names)} A tracker of your own is named by its DLL ([tracking] assembly).".TrimStart(),
            target: options.Backend);
    }

    private static bool IsBuiltIn(string name) => Is(name, Noop) || Is(name, Mlflow);

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
