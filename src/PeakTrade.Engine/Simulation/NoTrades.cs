namespace PeakTrade.Engine.Simulation;

/// <summary>Says why a run has no trade: its entries were refused, and by what.</summary>
internal static class NoTrades
{
    /// <summary>A sentence from the entries that were wanted, and how many of them were refused by which reason.</summary>
    public static string Why(int wanted, IReadOnlyDictionary<Reason, int> refusals)
    {
        var whys = refusals.Select(r => refusals.Count == 1 ? Why(r.Key, alone: true, wanted) : $"{r.Value} because {Why(r.Key, alone: false, wanted)}");
        return $"{wanted} of {wanted} entries were refused: {string.Join(", ", whys)}";
    }

    private static string Why(Reason refusal, bool alone, int wanted) => refusal switch
    {
        Reason.ShortsNotAllowed => alone ? "it only wanted shorts, and allow_short is false" : "allow_short is false",
        Reason.NoBarAfterSignal => alone && wanted == 1 ? "the only signal came at the last bar, with no bar after it to fill at" : "no bar followed to fill at",
        Reason.SizeRoundsToZero => "the size came to less than one lot or than the fee",
        Reason.AtrNotKnown => "the average true range was not known yet at the signals",
        Reason.VolatilityNotKnown => "the volatility was zero or not known yet at the signals",
        Reason.NoStopDistance => "the distance to the stop loss was 0",
        Reason.NoRoomBeside => "the gross exposure left less than one lot or than the fee",
        _ => "there was no equity to size on",
    };
}
