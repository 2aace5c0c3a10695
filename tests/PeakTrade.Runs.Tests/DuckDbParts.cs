namespace PeakTrade.Runs.Tests;

/// <summary>A test that needs DuckDB's native library.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithDuckDbAttribute : FactAttribute
{
    public FactWithDuckDbAttribute() => Skip = PeakTrade.Data.ParquetTable.IsAvailable ? null : "DuckDB's native library is not there; a build with npm brings it.";
}

/// <summary>A test that needs both.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithDiskAndDuckDbAttribute : FactAttribute
{
    public FactWithDiskAndDuckDbAttribute() => Skip = new FactWithDuckDbAttribute().Skip ?? new FactWithDiskAttribute().Skip;
}
