using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Tests.DuckDb;

/// <summary>A test against the real library.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithDuckDbAttribute : FactAttribute
{
    public FactWithDuckDbAttribute() => Skip = DuckDbPart.Missing;
}

/// <summary>Tests against the real library, a row each.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryWithDuckDbAttribute : TheoryAttribute
{
    public TheoryWithDuckDbAttribute() => Skip = DuckDbPart.Missing;
}

/// <summary>A test against the real library that needs a small disk of its own as well.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithDiskAndDuckDbAttribute : FactAttribute
{
    public FactWithDiskAndDuckDbAttribute() => Skip = DuckDbPart.Missing ?? new PeakTrade.Runs.Tests.FactWithDiskAttribute().Skip;
}

internal static class DuckDbPart
{
    public static string? Missing => DuckDbLibrary.Here.IsAvailable ? null : "DuckDB's native library is not there; a build with npm brings it.";
}
