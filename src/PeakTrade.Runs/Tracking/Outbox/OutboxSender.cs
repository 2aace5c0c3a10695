namespace PeakTrade.Runs;

/// <summary>
/// The thread that delivers what lies in an outbox: first the runs of this process, then those that dead processes left for the same place. A destination that is down is
/// asked again after 0.2 s, and after twice as long each time up to half a minute; a run that it does not want is set aside, and the others go on.
/// </summary>
internal sealed class OutboxSender : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.2), LongestPause = TimeSpan.FromSeconds(30);
    // A server that has answered nothing yet may be one that starts, or one that hangs.
    private static readonly TimeSpan PatienceWhenDown = TimeSpan.FromSeconds(1), PatienceWhenMute = TimeSpan.FromSeconds(3), StopPatience = TimeSpan.FromSeconds(1), Glance = TimeSpan.FromMilliseconds(20);

    private readonly object _gate = new();
    private readonly OutboxFolder _folder;
    private readonly OutboxRoute _route;
    private readonly TrackingVoice _voice;
    private readonly TimeProvider _clock;
    private readonly SendQueue _mine, _left;
    private readonly CancellationTokenSource _cancel = new();
    private readonly ITimer _alarm;
    private Thread? _thread;
    private FileStream? _sending;
    private TimeSpan _pause;
    private bool _lookedForLeft, _hasDelivered, _hasNews, _isBusy, _isAtLeft, _isPausing, _isStopping;
    private int _failures;
    private readonly Action _stopped;

    public OutboxSender(OutboxFolder folder, OutboxRoute route, TrackingVoice voice, TimeProvider clock, Action stopped)
    {
        (_folder, _route, _voice, _clock, _stopped) = (folder, route, voice, clock, stopped);
        (_mine, _left) = (new(folder, route), new(folder, route));
        _alarm = clock.CreateTimer(_ => EndPause(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string? IdThere(string id) => _mine.IdThere(id) ?? _left.IdThere(id);

    public void StartIfAnythingWaits()
    {
        try
        {
            if (OutboxFolder.RunsIn(_folder.Root).Any()) Wake();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Told by the first run that cannot be written there.
        }
    }

    public void Add(OutboxRun run) => _mine.Add(new(_folder, run.Begin, run));

    /// <summary>There is something to be sent.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_isStopping) return;
            _hasNews = true;
            if (_thread is null)
            {
                _thread = new Thread(Work) { IsBackground = true, Name = "PeakTrade tracking" };
                _thread.Start();
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>
    /// Waits until nothing of this process is to be sent, at most so long, and then for what others left, which goes on without anybody waiting. Whether nothing of this
    /// process is to be sent.
    /// </summary>
    public bool Flush(TimeSpan patience, TimeSpan patienceForLeft)
    {
        lock (_gate)
        {
            if (_thread is null) return true;
            var (since, failures) = (_clock.GetTimestamp(), _failures);
            long? mineSent = null;
            if (_pause > TimeSpan.Zero && !_isBusy) EndPause(); // It may be back.
            while (_hasNews || _isBusy)
            {
                if (_isAtLeft && !_hasNews && _clock.GetElapsedTime(mineSent ??= _clock.GetTimestamp()) >= patienceForLeft) break;
                if (_failures != failures || _isStopping || _clock.GetElapsedTime(since) > Patience(patience)) return false;
                Monitor.Wait(_gate, Glance);
            }

            return _mine.Waiting().All(run => run.IsLive && !run.HasNews);
        }
    }

    /// <summary>Ends the thread. Who made it is told when it has ended, which a destination that does not answer may delay.</summary>
    public void Dispose()
    {
        _alarm.Dispose();
        _cancel.Cancel();
        lock (_gate)
        {
            _isStopping = true;
            Monitor.PulseAll(_gate);
        }

        if (_thread is null) LetGo();
        else _thread.Join(StopPatience);
    }

    private TimeSpan Patience(TimeSpan most)
    {
        if (_pause > TimeSpan.Zero) return PatienceWhenDown;
        var isMute = !_hasDelivered && !_mine.Waiting().Concat(_left.Waiting()).Any(run => run.There is not null);
        return isMute && most > PatienceWhenMute ? PatienceWhenMute : most;
    }

    private void Work()
    {
        while (IsToSend())
        {
            var isAll = SendAll(_mine) && SendLeft();
            lock (_gate)
            {
                _isBusy = _isAtLeft = false;
                if (isAll) _pause = TimeSpan.Zero;
                else _hasNews = true;
                Monitor.PulseAll(_gate);
            }
        }

        LetGo();
    }

    private bool IsToSend()
    {
        lock (_gate)
        {
            while (!_isStopping && (!_hasNews || _isPausing)) Monitor.Wait(_gate);
            (_hasNews, _isBusy) = (false, !_isStopping);
            return !_isStopping;
        }
    }

    private bool SendLeft()
    {
        if (!SendMineFirst()) return false;
        if (!_lookedForLeft)
        {
            _lookedForLeft = true;
            LookForLeft();
        }

        if (!SendAll(_left)) return false;
        if (_left.Count > 0) return true;
        _sending?.Dispose();
        _sending = null;
        return true;
    }

    // Whoever ends a command waits for its own runs: they never stand behind what others left.
    private bool SendMineFirst()
    {
        while (true)
        {
            lock (_gate)
            {
                _isAtLeft = !_hasNews;
                if (_isAtLeft) return true;
                _hasNews = false;
            }

            if (!SendAll(_mine)) return false;
        }
    }

    private void LookForLeft()
    {
        try
        {
            if ((_sending = _folder.TakeSending()) is null) return; // Another process sends them.
            foreach (var begin in LeftRuns.Find(_folder, _route.Destination.Address, _route.Experiment, _clock)) _left.Add(new(_folder, begin, live: null));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _voice.Failed("left", $"What earlier commands left in {_folder.Root} cannot be read and waits on: {fault.Message.TrimEnd('.')}.", fault);
        }
    }

    // Whether the destination takes what it is given.
    private bool SendAll(SendQueue queue)
    {
        foreach (var run in queue.Waiting())
        {
            if (_cancel.IsCancellationRequested || (queue == _left && !SendMineFirst())) return false;
            if (run.IsNothing) queue.Remove(run);
            else if (run.Refusal is { } reason) SetAside(queue, run, reason);
            else if (run.HasNews && !TrySend(queue, run)) return false;
        }

        return true;
    }

    private bool TrySend(SendQueue queue, Delivery run)
    {
        try
        {
            queue.Send(run, _cancel.Token);
            _voice.Recovered();
            lock (_gate) (_pause, _hasDelivered) = (TimeSpan.Zero, true);
            return true;
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception fault)
        {
            if (run.IsDelivered)
            {
                NotRemoved(queue, run, fault);
                return true;
            }

            if (Delivery.RefusalOf(fault) is { } reason)
            {
                SetAside(queue, run, reason);
                return true;
            }

            Pause(fault);
            return false;
        }
    }

    private void Pause(Exception fault)
    {
        lock (_gate)
        {
            _failures++;
            _pause = _pause == TimeSpan.Zero ? FirstPause : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            _isPausing = !_isStopping;
            if (_isPausing) _alarm.Change(_pause, Timeout.InfiniteTimeSpan);
        }

        // What a destination says of itself names it.
        var why = fault is DeliveryException ? fault.Message : $"Nothing can be delivered to {_route.Destination.Address}: {fault.Message}";
        _voice.FailedForNow("destination", $"{why.TrimEnd('.')}; {_folder.WhereItWaits}.", fault);
    }

    private void EndPause()
    {
        lock (_gate)
        {
            _isPausing = false;
            Monitor.PulseAll(_gate);
        }
    }

    private void SetAside(SendQueue queue, Delivery run, string reason)
    {
        var isNews = run.Refusal is null;
        try
        {
            if (run.Refuse(reason)) queue.Remove(run);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            queue.Remove(run); // Stays where it is; the next process tries it again.
        }

        if (isNews) _voice.Failed("refused", $"{_route.Destination.Address} does not take the tracked run {run.Begin.Name}: {reason.TrimEnd('.')}; it is set aside in {_folder.Refused(run.Begin.Id)}, and so are others that it does not take.");
    }

    private void NotRemoved(SendQueue queue, Delivery run, Exception fault)
    {
        queue.Remove(run);
        run.KeepDone();
        _voice.Failed("removal", $"The tracked run {run.Begin.Name} is delivered, but {_folder.Run(run.Begin.Id)} cannot be removed: {fault.Message}", fault);
    }

    private void LetGo()
    {
        _sending?.Dispose();
        _stopped();
        _cancel.Dispose();
    }
}
