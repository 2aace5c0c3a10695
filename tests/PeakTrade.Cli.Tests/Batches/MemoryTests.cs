using static PeakTrade.Engine.Tests.Strategies.Compiled;

namespace PeakTrade.Cli.Tests.Batches;

/// <summary>A batch whose process may have so much memory and no more, and a run that needs more.</summary>
public sealed class MemoryTests : IDisposable
{
    // In hexadecimal, as .NET reads them: 32 MB of memory, and 1 GB of addresses. .NET 10 crashes (139) where it runs out of the addresses that it reserves for so
    // small a limit, instead of saying that memory is out.
    private static readonly string[] Limit = ["DOTNET_GCHeapHardLimit=2000000", "DOTNET_GCRegionRange=40000000"];

    private readonly Twenty _twenty = new();

    public void Dispose() => _twenty.Dispose();

    [LinuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_with_more_data_than_memory_fails_by_name_and_the_others_succeed(int workers)
    {
        _twenty.AddBig(300_000);
        _twenty.Of("data_path: data/big_1m.csv");

        _twenty.OneFailed(_twenty.Place.ProcessWith(Limit, ["batch", "batch.yaml", "--json", "--output-root", "out", "--max-workers", $"{workers}"]), "Batch.OutOfMemory", "more memory than the process may use");
    }

    [LinuxFact]
    public void A_strategy_that_wants_too_much_memory_fails_by_name_and_the_others_succeed()
    {
        using var compiled = new Engine.Tests.Strategies.Compiled();
        var dll = compiled.Dll("greedy", Usings + Strategy("Greedy", "greedy", "var all = new System.Collections.Generic.List<byte[]>(); while (true) all.Add(new byte[1 << 20]);"));
        _twenty.Of("strategy: greedy, parameters: {}");

        _twenty.OneFailed(_twenty.Place.ProcessWith(Limit, ["batch", "batch.yaml", "--json", "--output-root", "out", "--strategy-assembly", dll]), "Batch.OutOfMemory", "more memory than the process may use");
    }
}
