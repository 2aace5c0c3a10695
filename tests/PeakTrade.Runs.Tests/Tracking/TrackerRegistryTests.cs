namespace PeakTrade.Runs.Tests;

public sealed class TrackerRegistryTests : IDisposable
{
    private readonly GivenOutbox _given = new();
    private readonly TrackerRegistry _registry;
    private readonly string _key = Guid.NewGuid().ToString();

    public TrackerRegistryTests() => _registry = new(_ => _given.There);

    public void Dispose() => _given.Dispose();

    [Fact]
    public void Tracking_that_is_off_has_no_tracker() => Assert.Null(_registry.Open(new() { Backend = "whatever" }, _given.Folder, _given.Warn, TimeProvider.System));

    [Fact]
    public void An_unknown_backend_ends_the_command_and_says_what_may_be_meant()
    {
        var fault = Assert.Throws<PeakTradeException>(() => Open("mlfow"));
        Assert.Equal(("Config.Invalid", true), (fault.Kind.Id, fault.Kind.EndsCommand));
        Assert.StartsWith("tracking.backend: there is no tracker \"mlfow\"; there are noop, mlflow.", fault.Faults[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("Did you mean \"mlflow\"?", fault.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_is_registered_once_and_replaced_by_force()
    {
        _registry.Register("mine", typeof(ListeningTracker));
        _registry.Register("mine", typeof(ListeningTracker));
        Assert.Contains("is registered already: PeakTrade.Runs.Tests.ListeningTracker", Assert.Throws<PeakTradeException>(() => _registry.Register("Mine", typeof(PlainTracker))).Message, StringComparison.Ordinal);
        _registry.Register("mine", typeof(PlainTracker), force: true);
        Assert.Contains("is built in", Assert.Throws<PeakTradeException>(() => _registry.Register("MLflow", typeof(PlainTracker), force: true)).Message, StringComparison.Ordinal);
        Assert.Equal(["noop", "mlflow", "mine"], _registry.Names);
    }

    [Theory]
    [InlineData(typeof(string), "does not implement PeakTrade.ITracker")]
    [InlineData(typeof(ITracker), "is abstract")]
    [InlineData(typeof(NoopTracker), "is not public")]
    public void A_class_that_cannot_be_made_is_not_registered(Type type, string why) =>
        Assert.Contains(why, Assert.Throws<PeakTradeException>(() => _registry.Register("mine", type)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("listening")]
    [InlineData("LISTENINGTRACKER")]
    public void A_tracker_comes_from_a_DLL_by_its_name(string backend)
    {
        using var tracker = Open(backend, typeof(ListeningTracker).Assembly.Location);
        var id = GivenOutbox.Tell(tracker, "one");
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Empty(_given.Warnings);
    }

    [Fact]
    public void A_DLL_of_several_trackers_wants_the_name_of_one()
    {
        var fault = Assert.Throws<PeakTradeException>(() => Open("listenin", typeof(ListeningTracker).Assembly.Location));
        Assert.Contains("holds several trackers, and none is called \"listenin\": ListeningTracker, PlainTracker", fault.Message, StringComparison.Ordinal);
        Assert.Equal("Config.Invalid", fault.Kind.Id);
    }

    [Fact]
    public void A_DLL_without_a_tracker_or_none_at_all_is_named()
    {
        Assert.Contains("holds no tracker that can be made", Assert.Throws<PeakTradeException>(() => Open("mine", typeof(TrackerRegistry).Assembly.Location)).Message, StringComparison.Ordinal);
        Assert.Contains("holds no class that implements PeakTrade.ITracker", Assert.Throws<PeakTradeException>(() => Open("mine", typeof(FactAttribute).Assembly.Location)).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<PeakTradeException>(() => Open("mine", Path.Combine(_given.Outside, "no.dll"))).Message, StringComparison.Ordinal);
        Assert.Contains("is not a .NET assembly", Assert.Throws<PeakTradeException>(() => Open("mine", _given.Write("text.dll", "text"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tracker_that_throws_is_told_once_and_then_left_alone()
    {
        _registry.Register("listening", typeof(ListeningTracker));
        ListeningTracker.Throws[_key] = new OperationCanceledException("The printer was stopped.");
        using (var tracker = Open("listening"))
        {
            for (var run = 0; run < 3; run++) GivenOutbox.Tell(tracker, "one");
        }

        Assert.Equal("The tracker listening failed in LogParams (OperationCanceledException: The printer was stopped) and is told nothing more; the runs themselves go on.", Assert.Single(_given.Warnings));
        Assert.Equal((1, 1), (ListeningTracker.Calls[_key], ListeningTracker.Calls[_key + " dispose"]));
    }

    [Fact]
    public void A_tracker_that_throws_makes_a_strict_run_fail_at_its_end()
    {
        _registry.Register("listening", typeof(ListeningTracker));
        ListeningTracker.Throws[_key] = new InvalidOperationException("Out of paper.");
        using var tracker = Open("listening", strict: true);
        var run = tracker.StartRun(new("one"));
        run.LogParams(new Dictionary<string, object?>());
        Assert.Equal("Tracking.Failed", Assert.Throws<PeakTradeException>(() => run.End()).Kind.Id);
        Assert.Empty(_given.Warnings);
    }

    [Fact]
    public void A_tracker_whose_constructor_throws_costs_no_run()
    {
        _registry.Register("listening", typeof(ListeningTracker));
        using (var tracker = Open("listening", settings: new() { ["constructor_throws"] = true })) GivenOutbox.Tell(tracker, "one");
        Assert.Contains("Its constructor failed: InvalidOperationException: No such printer", Assert.Single(_given.Warnings), StringComparison.Ordinal);
    }

    private ITracker Open(string backend, string? assembly = null, bool strict = false, Dictionary<string, object?>? settings = null) =>
        _registry.Open(new() { Enabled = true, Backend = backend, Assembly = assembly, Strict = strict, Settings = settings ?? new() { ["key"] = _key } }, _given.Folder, _given.Warn, TimeProvider.System)!;
}

/// <summary>Another, which takes no settings.</summary>
public sealed class PlainTracker : ITracker
{
    public ITrackedRun StartRun(TrackedRunStart start) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
