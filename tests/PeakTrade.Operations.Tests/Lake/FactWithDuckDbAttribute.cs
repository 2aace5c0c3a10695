namespace PeakTrade.Operations.Tests.Lake;

/// <summary>A test against the real library.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithDuckDbAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() =>
    {
        try
        {
            return QueryLake.Execute(new() { Sql = "SELECT 1", Lake = Path.GetTempPath(), ResultsRoot = Path.GetTempPath() }, SilentListener.Instance, default).Any() ? null : "DuckDB does not answer.";
        }
        catch (PeakTradeException fault) when (fault.Kind == FaultCatalogue.LakeNotAvailable)
        {
            return "DuckDB's native library is not there; a build with npm brings it.";
        }
    });

    public FactWithDuckDbAttribute() => Skip = Missing.Value;
}
