namespace PeakTrade;

/// <summary>Finds the name that a user most likely meant.</summary>
public static class Suggestion
{
    /// <summary><c>Did you mean "x"?</c>, or an empty string where nothing is near.</summary>
    public static string For(string given, IEnumerable<string> known)
    {
        string? best = null;
        // A third of the letters may be wrong, two at least; never all of them.
        var bestDistance = Math.Min(Math.Max(2, given.Length / 3) + 1, given.Length);
        foreach (var name in known)
        {
            var distance = Distance(given.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance >= bestDistance) continue;
            (best, bestDistance) = (name, distance);
        }

        // Who types the first letters of a long name is far from it by count, and near by meaning.
        if (given.Length >= 3) best ??= known.FirstOrDefault(name => name.StartsWith(given, StringComparison.OrdinalIgnoreCase));
        return best is null ? "" : $"Did you mean \"{best}\"?";
    }

    // Optimal string alignment: a swap of neighbours, the commonest slip of the fingers, counts once.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }
        }

        return rows[a.Length, b.Length];
    }
}
