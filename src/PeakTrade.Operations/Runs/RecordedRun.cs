using PeakTrade.Runs;

namespace PeakTrade.Operations;

/// <summary>A stored run as it is about to be done again.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Receipt">What its receipt says.</param>
/// <param name="Result">Its figures.</param>
/// <param name="Settings">The settings that took effect.</param>
internal sealed record RecordedRun(string Folder, RunReceipt Receipt, BacktestResult Result, StoredSettings Settings)
{
    /// <summary>The one instrument, whose name is part of the configuration's snapshot; null for a portfolio.</summary>
    public string? Symbol => Result.Portfolio is null ? Result.Symbol : null;

    /// <exception cref="PeakTradeException">It cannot be read (<c>Run.Damaged</c>).</exception>
    public static RecordedRun Read(string folder)
    {
        var result = RunStore.ReadFolder(folder);
        return new RecordedRun(folder, RunStore.ReadReceipt(folder), result, StoredSettings.Of(result));
    }
}
