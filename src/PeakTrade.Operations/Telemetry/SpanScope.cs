using System.Diagnostics;
using PeakTrade.Engine;

namespace PeakTrade.Operations;

/// <summary>
/// Results that are made one by one, inside the spans that their maker has open; between them the caller has his own. What is open is known by the thread, and a maker
/// that hands out a result would leave his spans to whoever takes it.
/// </summary>
internal static class SpanScope
{
    public static IEnumerable<T> Over<T>(IEnumerable<T> items) => Spans.AreHeard ? Scoped(items) : items;

    private static IEnumerable<T> Scoped<T>(IEnumerable<T> items)
    {
        var each = items.GetEnumerator();
        var inside = Activity.Current;
        try
        {
            while (Within(ref inside, each.MoveNext)) yield return each.Current;
        }
        finally
        {
            Within(ref inside, () =>
            {
                each.Dispose();
                return true;
            });
        }
    }

    // A fault that ends the command is told where it is thrown, while the spans it came from are still open: a filter is asked before they are closed.
    private static bool Within(ref Activity? inside, Func<bool> work)
    {
        var outside = Activity.Current;
        Activity.Current = inside;
        try
        {
            return work();
        }
        catch (PeakTradeException fault) when (Told.Fault(fault) is null)
        {
            throw;
        }
        finally
        {
            inside = Activity.Current;
            Activity.Current = outside;
        }
    }
}
