using System.Collections.Concurrent;

namespace PeakTrade.Runs;

/// <summary>Runs that are to be delivered to one destination, in the order begun, with what they need to know of each other.</summary>
internal sealed class SendQueue(OutboxFolder folder, OutboxRoute route)
{
    private readonly Lock _gate = new();
    private readonly List<Delivery> _waiting = [];
    private readonly Dictionary<string, int> _children = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _there = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>What a run is called at the destination, where this process knows it.</summary>
    public string? IdThere(string id) => _there.GetValueOrDefault(id);

    public void Add(Delivery delivery)
    {
        lock (_gate)
        {
            _waiting.Add(delivery);
            if (delivery.Begin.ParentId is { } parent) _children[parent] = _children.GetValueOrDefault(parent) + 1;
        }
    }

    public IReadOnlyList<Delivery> Waiting()
    {
        lock (_gate) return [.. _waiting];
    }

    /// <summary>Takes a run out that is done with.</summary>
    public void Remove(Delivery delivery)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(delivery) || delivery.Begin.ParentId is not { } parent) return;
            if (--_children[parent] == 0) _children.Remove(parent);
        }
    }

    /// <summary>Sends what there is of a run. Whether it is done with, and its folder gone.</summary>
    public bool Send(Delivery delivery, CancellationToken cancel)
    {
        var isDone = delivery.Send(route.Destination, ParentOf, cancel);
        if (delivery.There is { } there) _there[delivery.Begin.Id] = there;
        if (!isDone) return false;
        Remove(delivery);
        if (HasChildren(delivery.Begin.Id)) folder.KeepId(delivery.Begin.Id, delivery.There!);
        folder.Remove(delivery.Begin.Id);
        return true;
    }

    private bool HasChildren(string id)
    {
        lock (_gate) return _children.ContainsKey(id);
    }

    private ParentThere ParentOf(string id)
    {
        if (_there.TryGetValue(id, out var known)) return new(known, false);
        if (folder.KeptId(id) is { } kept) return new(kept, false);
        var run = folder.Run(id);
        if (!Directory.Exists(run)) return default; // Refused, or delivered long ago: the child goes alone.
        if (OutboxCursor.Read(run) is { } cursor) return new(cursor.There, false);
        var isOfHere = LeftRuns.TryRead(run) is { } parent && parent.Address == route.Destination.Address && parent.Experiment == route.Experiment;
        return new(null, isOfHere && !IsRefused(id));
    }

    private bool IsRefused(string id)
    {
        lock (_gate) return _waiting.Exists(delivery => delivery.Begin.Id == id && delivery.Refusal is not null);
    }
}
