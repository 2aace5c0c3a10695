namespace PeakTrade.Runs;

/// <summary>What goes wrong with tracking: told once and costing the runs nothing, or, where tracking is strict, a fault that makes them fail.</summary>
/// <param name="warn">Told from any thread.</param>
/// <param name="strict">Whether failures are faults.</param>
internal sealed class TrackingVoice(Action<string> warn, bool strict)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private PeakTradeException? _lasting, _passing;
    private bool _thrown;

    /// <summary>Whether failures are faults.</summary>
    public bool IsStrict => strict;

    /// <summary>What a destination does not take though the run goes on; no failure. Each sentence is told once.</summary>
    public void Notice(string sentence)
    {
        if (IsNews(sentence, () => { })) Warn(sentence);
    }

    /// <summary>A failure for good. One of each sort is told.</summary>
    public void Failed(string sort, string sentence, Exception? cause = null)
    {
        var fault = FaultCatalogue.TrackingFailed.Because(sentence, inner: cause);
        if (IsNews(sort, () => _lasting ??= fault) && !strict) Warn(sentence);
    }

    /// <summary>A failure that may pass, which it has when <see cref="Recovered"/> says so.</summary>
    public void FailedForNow(string sort, string sentence, Exception? cause)
    {
        var fault = FaultCatalogue.TrackingFailed.Because(sentence, inner: cause);
        if (IsNews(sort, () => _passing ??= fault) && !strict) Warn(sentence);
    }

    public void Recovered()
    {
        lock (_gate) _passing = null;
    }

    /// <summary>Throws what has failed, where tracking is strict.</summary>
    public void ThrowIfStrict()
    {
        if (!strict) return;
        lock (_gate)
        {
            if ((_lasting ?? _passing) is not { } fault) return;
            _thrown = true;
            throw FaultCatalogue.TrackingFailed.Because(fault.Faults, fault.Target);
        }
    }

    /// <summary>Throws what has failed, where tracking is strict and nobody was told.</summary>
    public void ThrowIfStrictAndUntold()
    {
        lock (_gate)
        {
            if (_thrown) return;
        }

        ThrowIfStrict();
    }

    private void Warn(string sentence)
    {
        try
        {
            warn(sentence);
        }
        catch (Exception)
        {
            // Who listens no longer (a stopped pipeline, a closed console) is not told, and must not end the thread that delivers.
        }
    }

    private bool IsNews(string sort, Action keep)
    {
        lock (_gate)
        {
            keep();
            return _told.Add(sort);
        }
    }
}
