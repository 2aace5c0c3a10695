using System.Runtime.InteropServices;

namespace PeakTrade.Data.DuckDb;

/// <summary>A handle of DuckDB's that is freed once, on every path.</summary>
internal abstract class DuckDbHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;
}

internal sealed class ConfigHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyConfig(ref handle);
        return true;
    }
}

internal sealed class DatabaseHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        DuckDbNative.Close(ref handle);
        return true;
    }
}

internal sealed class ConnectionHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        DuckDbNative.Disconnect(ref handle);
        return true;
    }
}

internal sealed class StatementHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyPrepare(ref handle);
        return true;
    }
}

internal sealed class PendingHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyPending(ref handle);
        return true;
    }
}

/// <summary>Owns the memory of a <c>duckdb_result</c>, which DuckDB fills in and frees the inside of.</summary>
internal sealed unsafe class ResultHandle : DuckDbHandle
{
    public ResultHandle() => handle = (nint)NativeMemory.AllocZeroed((nuint)sizeof(ResultStruct));

    /// <summary>As it is passed by value.</summary>
    public ResultStruct Value => *(ResultStruct*)handle;

    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyResult(handle);
        NativeMemory.Free((void*)handle);
        return true;
    }
}

internal sealed class ChunkHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyDataChunk(ref handle);
        return true;
    }
}

internal sealed class LogicalTypeHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyLogicalType(ref handle);
        return true;
    }
}

internal sealed class AppenderHandle : DuckDbHandle
{
    // Rows that nobody completed are dropped: destroying alone would write them.
    protected override bool ReleaseHandle()
    {
        _ = DuckDbNative.AppenderClear(handle);
        _ = DuckDbNative.AppenderDestroy(ref handle);
        return true;
    }
}

internal sealed class ValueHandle : DuckDbHandle
{
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyValue(ref handle);
        return true;
    }
}
