namespace PeakTrade.Engine.Weights;

/// <summary>Shares out one side of a portfolio among its instruments.</summary>
internal static class SideWeights
{
    /// <summary>The most that a side can weigh with no instrument above the cap.</summary>
    public static double Room(ReadOnlySpan<double> parts, double cap)
    {
        var sharing = 0;
        foreach (var part in parts)
        {
            if (part > 0) sharing++;
        }

        return cap * (sharing > 0 ? sharing : parts.Length);
    }

    /// <summary>
    /// Writes weights in proportion to parts of 0 or more, all alike where every part is 0. What an instrument would weigh above the cap goes to those below it,
    /// in proportion again, until nobody is above; what then fits nowhere is left out.
    /// </summary>
    public static void Fill(ReadOnlySpan<double> parts, double total, double cap, Span<double> weights)
    {
        weights.Fill(double.NaN); // not settled yet
        var largest = 0.0;
        foreach (var part in parts) largest = Math.Max(largest, part);
        bool cut;
        do
        {
            var open = 0.0;
            for (var i = 0; i < parts.Length; i++)
            {
                if (double.IsNaN(weights[i])) open += Part(parts[i]);
            }

            cut = false;
            var left = total;
            for (var i = 0; i < parts.Length; i++)
            {
                if (!double.IsNaN(weights[i]) || !(Part(parts[i]) / open * total > cap)) continue;
                (weights[i], cut) = (cap, true);
                left -= cap;
            }

            if (!cut) Settle(parts, open, total, weights);
            total = Math.Max(0, left);
        }
        while (cut);

        // Parts count by their share of the largest, so that no sum of them is infinite.
        double Part(double part) => largest > 0 ? part / largest : 1;

        void Settle(ReadOnlySpan<double> parts, double open, double total, Span<double> weights)
        {
            for (var i = 0; i < parts.Length; i++)
            {
                if (double.IsNaN(weights[i])) weights[i] = open > 0 ? Part(parts[i]) / open * total : 0;
            }
        }
    }
}
