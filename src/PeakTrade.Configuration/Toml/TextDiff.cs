using System.Text;

namespace PeakTrade.Configuration;

/// <summary>The difference of two texts, line by line, in the unified form that people and tools read.</summary>
public static class TextDiff
{
    private const int Context = 3;

    /// <summary>The difference with three lines around each change; empty where there is none. Lines keep their own ends.</summary>
    public static string Unified(string old, string @new, string name)
    {
        if (old == @new) return "";
        var (before, after) = (LinesOf(old), LinesOf(@new));
        var edits = Edits(before, after);
        var text = new StringBuilder($"--- {name}\n+++ {name}\n");
        for (var i = 0; i < edits.Count;)
        {
            if (edits[i].Sign == ' ')
            {
                i++;
                continue;
            }

            // A hunk goes on while the next change is so near that their contexts would meet.
            var (first, end) = (Math.Max(0, i - Context), i + 1);
            for (var j = end; j < edits.Count && j - end <= 2 * Context; j++)
            {
                if (edits[j].Sign != ' ') end = j + 1;
            }

            i = Math.Min(edits.Count, end + Context);
            WriteHunk(text, edits, first, i);
        }

        return text.ToString();
    }

    private static void WriteHunk(StringBuilder text, List<(char Sign, string Line)> edits, int first, int end)
    {
        var (oldStart, newStart) = (edits.Take(first).Count(e => e.Sign != '+'), edits.Take(first).Count(e => e.Sign != '-'));
        var hunk = edits[first..end];
        var (oldCount, newCount) = (hunk.Count(e => e.Sign != '+'), hunk.Count(e => e.Sign != '-'));
        text.Append($"@@ -{Range(oldStart, oldCount)} +{Range(newStart, newCount)} @@\n");
        foreach (var (sign, line) in hunk)
        {
            text.Append(sign).Append(line);
            if (!line.EndsWith('\n')) text.Append("\n\\ No newline at end of file\n");
        }
    }

    // An empty range names the line before it.
    private static string Range(int start, int count) => count == 1 ? $"{start + 1}" : $"{(count == 0 ? start : start + 1)},{count}";

    private static string[] LinesOf(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var at ? at + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return [.. lines];
    }

    // E. W. Myers, An O(ND) Difference Algorithm and Its Variations (1986), the greedy form.
    private static List<(char Sign, string Line)> Edits(string[] old, string[] @new)
    {
        var trace = new List<int[]>();
        var offset = old.Length + @new.Length + 1;
        var furthest = new int[2 * offset + 1];
        for (var distance = 0; ; distance++)
        {
            // Only diagonals -distance to distance are read again.
            trace.Add(furthest[(offset - distance - 1)..(offset + distance + 2)]);
            for (var k = -distance; k <= distance; k += 2)
            {
                var x = k == -distance || (k != distance && furthest[offset + k - 1] < furthest[offset + k + 1]) ? furthest[offset + k + 1] : furthest[offset + k - 1] + 1;
                while (x < old.Length && x - k < @new.Length && old[x] == @new[x - k]) x++;
                furthest[offset + k] = x;
                if (x >= old.Length && x - k >= @new.Length) return Backwards(old, @new, trace);
            }
        }
    }

    private static List<(char Sign, string Line)> Backwards(string[] old, string[] @new, List<int[]> trace)
    {
        var edits = new List<(char, string)>();
        var (x, y) = (old.Length, @new.Length);
        for (var distance = trace.Count - 1; distance >= 0; distance--)
        {
            var (furthest, middle, k) = (trace[distance], distance + 1, x - y);
            var isDown = k == -distance || (k != distance && furthest[middle + k - 1] < furthest[middle + k + 1]);
            var previous = isDown ? k + 1 : k - 1;
            var startX = distance == 0 ? 0 : furthest[middle + previous];
            var startY = distance == 0 ? 0 : startX - previous;
            for (; x > startX && y > startY; x--, y--) edits.Add((' ', old[x - 1]));
            if (distance == 0) break;
            edits.Add(isDown ? ('+', @new[y - 1]) : ('-', old[x - 1]));
            (x, y) = (startX, startY);
        }

        edits.Reverse();
        return edits;
    }
}
