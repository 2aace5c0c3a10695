using PeakTrade.Data.Factors;

namespace PeakTrade.Operations.Tests.Factors;

/// <summary>A test of panels that are kept, which needs DuckDB's library.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithStoreAttribute : FactAttribute
{
    public FactWithStoreAttribute() => Skip = FactorStore.Unavailable;
}
