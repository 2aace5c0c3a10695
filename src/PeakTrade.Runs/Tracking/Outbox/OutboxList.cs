namespace PeakTrade.Runs;

/// <summary>What waits in an outbox, and its delivery by hand.</summary>
/// <param name="folder">The outbox.</param>
/// <param name="clock">The clock.</param>
public sealed class OutboxList(string folder, TimeProvider clock)
{
    private readonly OutboxFolder _folder = new(folder);

    /// <summary>All runs that wait, in the order they were begun; those that were refused come last.</summary>
    public IReadOnlyList<WaitingRun> Find() => [.. Runs(_folder.Root, isRefused: false), .. Runs(_folder.RefusedRoot, isRefused: true)];

    /// <summary>
    /// Delivers, on this thread, what no living process holds and goes to the destination and experiment of these settings; one outcome a run. A destination that is down
    /// ends it: the run that met it comes as the error, and all wait on.
    /// </summary>
    /// <param name="registry">Knows the destination.</param>
    /// <param name="options">The settings.</param>
    /// <param name="refusedToo">Whether runs that were refused are tried again.</param>
    /// <param name="cancel">Ends it between two runs.</param>
    /// <exception cref="PeakTradeException">Another process is sending (<c>Tracking.Failed</c>), or the settings name no destination (<c>Config.Invalid</c>).</exception>
    public IEnumerable<Outcome<WaitingRun>> Send(TrackerRegistry registry, MlflowOptions options, bool refusedToo = false, CancellationToken cancel = default)
    {
        if (!Directory.Exists(folder)) yield break;
        using var destination = registry.OpenDestination(options, clock);
        using var sending = _folder.TakeSending() ?? throw FaultCatalogue.TrackingFailed.Because($"Another process is sending what waits in {folder}.", "Wait until it has ended.", target: folder);
        if (refusedToo) BringBack(destination.Address, options.ExperimentName);
        var queue = new SendQueue(_folder, new(destination, options.ExperimentName, options.Tags));
        foreach (var begin in LeftRuns.Find(_folder, destination.Address, options.ExperimentName, clock)) queue.Add(new(_folder, begin, live: null));
        foreach (var delivery in queue.Waiting())
        {
            cancel.ThrowIfCancellationRequested();
            var sent = Send(queue, delivery, destination.Address, cancel, out var isDown);
            yield return sent;
            if (isDown) yield break;
        }

        _folder.TidyWhenQuiet(clock);
    }

    private Outcome<WaitingRun> Send(SendQueue queue, Delivery delivery, string address, CancellationToken cancel, out bool isDown)
    {
        isDown = false;
        var run = Described(_folder.Run(delivery.Begin.Id), delivery.Begin, isRefused: false);
        try
        {
            if (queue.Send(delivery, cancel)) return new(run with { Entries = 0 }, null);
            return new(null, FaultCatalogue.TrackingFailed.Because($"The run {run.Name} waits until its parent {delivery.Begin.ParentId} is delivered.", "Send again when the parent's process has ended.", target: run.RunId));
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            if (delivery.IsDelivered)
            {
                delivery.KeepDone();
                return new(null, FaultCatalogue.TrackingFailed.Because($"The run {run.Name} is delivered, but {run.Folder} cannot be removed: {fault.Message}", "Remove the folder.", target: run.RunId, inner: fault));
            }

            if (Delivery.RefusalOf(fault) is { } reason)
            {
                delivery.Refuse(reason);
                return new(null, FaultCatalogue.TrackingFailed.Because($"{address} does not take the run {run.Name}: {reason.TrimEnd('.')}. It is set aside in {_folder.Refused(run.RunId)}.", "Mend what is named and send it again with those that were refused (-RetryRefused, --retry-refused).", target: run.RunId, inner: fault));
            }

            isDown = true;
            return new(null, FaultCatalogue.TrackingFailed.Because($"{fault.Message.TrimEnd('.')}; the run {run.Name} waits on in {folder}, and so do those behind it.", "Mend what is named, and send again.", target: run.RunId, inner: fault));
        }
    }

    private void BringBack(string address, string experiment)
    {
        foreach (var id in OutboxFolder.RunsIn(_folder.RefusedRoot).ToList())
        {
            if (LeftRuns.TryRead(_folder.Refused(id)) is not { } begin || begin.Address != address || begin.Experiment != experiment) continue;
            File.Delete(Path.Combine(_folder.Refused(id), OutboxFolder.ReasonName));
            Directory.Move(_folder.Refused(id), _folder.Run(id));
        }
    }

    private IEnumerable<WaitingRun> Runs(string root, bool isRefused)
    {
        var found = new List<(JournalBegin Begin, string Run)>();
        foreach (var id in OutboxFolder.RunsIn(root))
        {
            var run = Path.Combine(root, id);
            if (LeftRuns.TryRead(run) is { } begin) found.Add((begin, run));
            else if (isRefused) found.Add((new(id, "?"), run)); // Damaged: what can be said is why.
        }

        found.Sort((a, b) => JournalBegin.ByTime(a.Begin, b.Begin));
        return found.Select(run => Described(run.Run, run.Begin, isRefused));
    }

    private WaitingRun Described(string run, JournalBegin begin, bool isRefused) => new(begin.Id, begin.Name)
    {
        Address = begin.Address,
        Experiment = begin.Experiment,
        Since = begin.Begun,
        Entries = Entries(run),
        IsInUse = !isRefused && begin.Owner.Length > 0 && _folder.IsOwned(begin.Owner),
        Refusal = isRefused ? Reason(run) : null,
        Folder = run,
    };

    private static string Reason(string run)
    {
        try
        {
            return File.ReadAllText(Path.Combine(run, OutboxFolder.ReasonName)).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // A run that is removed or damaged while it is looked at has none.
    private static int Entries(string run)
    {
        try
        {
            var from = OutboxCursor.Read(run)?.Bytes ?? JournalReader.ReadBegin(OutboxFolder.JournalIn(run))?.Next ?? 0;
            return JournalReader.Count(OutboxFolder.JournalIn(run), from);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DamagedJournalException)
        {
            return 0;
        }
    }
}
