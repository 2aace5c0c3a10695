namespace PeakTrade.Engine;

/// <summary>Returns below their forecast: whether there are as many as there should be (Kupiec 1995), and whether they come in clusters (Christoffersen 1998).</summary>
internal static class Exceptions
{
    /// <summary>Tests forecasts, one a bar and NaN where there is none, against the returns into the bars.</summary>
    public static ValueAtRiskBacktest Test(ReadOnlySpan<double> returns, double[] forecasts, int window, double share)
    {
        int tested = 0, exceptions = 0, none = 0;
        Span<int> after = stackalloc int[4]; // From no exception or one (2) to none or one (1).
        var before = -1; // What the bar before was; -1 where it had no forecast.
        for (var i = window; i < returns.Length; i++)
        {
            if (double.IsNaN(forecasts[i + 1]))
            {
                none++;
                before = -1;
                continue;
            }

            var now = returns[i] < forecasts[i + 1] ? 1 : 0;
            tested++;
            exceptions += now;
            if (before >= 0) after[2 * before + now]++;
            before = now;
        }

        var made = new ValueAtRiskBacktest { WindowBars = window, Tested = tested, Unforecast = none, Exceptions = exceptions, Expected = share * tested, Forecasts = forecasts };
        if (tested == 0) return made;
        var kupiec = Kupiec(tested, exceptions, share);
        var independence = Independence(after[0], after[1], after[2], after[3]);
        return made with
        {
            Kupiec = kupiec,
            KupiecPValue = ChiSquare.Beyond1(kupiec),
            Independence = independence,
            IndependencePValue = independence is { } ratio ? ChiSquare.Beyond1(ratio) : null,
            Coverage = kupiec + independence,
            CoveragePValue = independence is { } other ? ChiSquare.Beyond2(kupiec + other) : null,
        };
    }

    /// <summary>The likelihood of so many exceptions at the share that was meant, against the share that was seen.</summary>
    public static double Kupiec(int tested, int exceptions, double share) =>
        Ratio(Likelihood(tested - exceptions, exceptions, share), Likelihood(tested - exceptions, exceptions, (double)exceptions / tested));

    /// <summary>The likelihood of one chance of an exception for all bars, against one after none and another after an exception; null where none is followed by a bar.</summary>
    public static double? Independence(int noneNone, int noneOne, int oneNone, int oneOne)
    {
        if (oneNone + oneOne == 0 || noneNone + noneOne == 0) return null;
        var all = (double)(noneOne + oneOne) / (noneNone + noneOne + oneNone + oneOne);
        var apart = Likelihood(noneNone, noneOne, (double)noneOne / (noneNone + noneOne)) + Likelihood(oneNone, oneOne, (double)oneOne / (oneNone + oneOne));
        return Ratio(Likelihood(noneNone + oneNone, noneOne + oneOne, all), apart);
    }

    private static double Likelihood(int no, int yes, double chance) => (no > 0 ? no * Math.Log(1 - chance) : 0) + (yes > 0 ? yes * Math.Log(chance) : 0);

    // Never below 0 but for rounding.
    private static double Ratio(double bound, double free) => Math.Max(0, -2 * (bound - free));
}
