using System.Globalization;

namespace PeakTrade.Operations;

/// <summary>
/// Culture is invariant while an operation works, so that its bytes and messages are the same on every machine. A host such as PowerShell
/// brings the user's culture along, whatever we were built for; work on other threads inherits what is set here.
/// </summary>
internal readonly ref struct InvariantScope
{
    private readonly CultureInfo _before;

#pragma warning disable RS0030 // The one place that knows of an ambient culture, in order to shut it out.
    private InvariantScope(CultureInfo before)
    {
        _before = before;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    }

    public static InvariantScope Enter() => new(CultureInfo.CurrentCulture);

    /// <summary>Items that are made one by one, each inside a scope; between them the caller has his own culture.</summary>
    public static IEnumerable<T> Over<T>(IEnumerable<T> items)
    {
        using var each = items.GetEnumerator();
        while (Next(each)) yield return each.Current;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
#pragma warning restore RS0030

    private static bool Next<T>(IEnumerator<T> each)
    {
        using var culture = Enter();
        return each.MoveNext();
    }
}
