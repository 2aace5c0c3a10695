using PeakTrade.Data;

namespace PeakTrade.Operations;

/// <summary>Sample data as a door asks for them.</summary>
public sealed record SampleDataRequest
{
    /// <summary>The absolute folder that the files go to; it is made where it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>The instruments, one file each.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = ["BTC/EUR"];

    /// <summary>The time from bar to bar.</summary>
    public SampleInterval Interval { get; init; } = SampleInterval.Daily;

    /// <summary>Bars a file.</summary>
    public int Count { get; init; } = 2_500;

    /// <summary>The first bar's time, in UTC.</summary>
    public DateTime Start { get; init; } = new SampleDataOptions().Start;

    /// <summary>The same seed gives the same files.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Whether files that are there are replaced.</summary>
    public bool Force { get; init; }
}

/// <summary>Writes generated bars as CSV, so that nobody needs to download anything to try the product.</summary>
public static class MakeSampleData
{
    /// <summary>Writes a file for each symbol and hands each over as it is done.</summary>
    public static IEnumerable<SampleFile> Execute(SampleDataRequest request, CancellationToken cancel)
    {
        if (request.Count < 1) throw FaultCatalogue.ArgumentInvalid.Because($"The count of bars must be 1 or more, and is {request.Count}.");
        foreach (var symbol in request.Symbols)
        {
            cancel.ThrowIfCancellationRequested();
            yield return Write(symbol, request);
        }
    }

    /// <summary>Where a symbol's file goes: <c>btc_eur_1d.csv</c>.</summary>
    public static string FileFor(string symbol, SampleDataRequest request)
    {
        var name = string.Concat(symbol.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        return Path.Combine(request.Folder, $"{name}_{Suffix(request.Interval)}.csv");
    }

    private static string Suffix(SampleInterval interval) => interval switch { SampleInterval.Daily => "1d", SampleInterval.OneMinute => "1m", _ => "15m" };

    private static SampleFile Write(string symbol, SampleDataRequest request)
    {
        using var culture = InvariantScope.Enter();
        var path = FileFor(symbol, request);
        if (File.Exists(path) && !request.Force)
            throw FaultCatalogue.OutputNotWritten.Because($"{path} is there already.", "Use -Force (--force) to replace it.", target: path);

        var bars = SampleDataGenerator.Generate(new SampleDataOptions { Symbol = symbol, Interval = request.Interval, Count = request.Count, Start = request.Start, Seed = request.Seed });
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(request.Folder);
            using (var file = File.Create(temporary)) CsvBarWriter.Write(file, bars);
            File.Move(temporary, path, overwrite: request.Force);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary)) File.Delete(temporary);
            throw FaultCatalogue.OutputNotWritten.Because($"{path} cannot be written: {fault.Message}", target: path, inner: fault);
        }

        return new SampleFile(symbol, path, bars.Count);
    }
}
