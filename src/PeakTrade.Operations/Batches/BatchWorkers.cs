using System.Globalization;

namespace PeakTrade.Operations;

/// <summary>How many runs of a batch go on at once.</summary>
internal static class BatchWorkers
{
    private const int MostByDefault = 4;

    /// <summary>One unless side by side; then what was asked for, else what the environment says, else the cores, four at most.</summary>
    public static int Of(BatchRequest request, Func<string, string?> environment)
    {
        if (!request.Parallel) return 1;
        if (request.ThrottleLimit is { } given) return given >= 1 ? given : throw FaultCatalogue.ArgumentInvalid.Because($"The number of runs at once must be 1 or more, and is {given}.", target: given);
        foreach (var name in new[] { BatchRequest.WorkersVariable, BatchRequest.OldWorkersVariable })
        {
            if (environment(name) is not { Length: > 0 } text) continue;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var workers) && workers >= 1
                ? workers
                : throw FaultCatalogue.ArgumentInvalid.Because($"The variable {name} must be a whole number from 1 on, and is \"{text}\".", "Mend it or take it away.", target: text);
        }

        return Math.Min(Environment.ProcessorCount, MostByDefault);
    }
}
