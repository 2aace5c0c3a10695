using System.Text;

namespace PeakTrade.Data.DuckDb;

/// <summary>A prepared statement and its parameters, which count from 1.</summary>
internal sealed unsafe class DuckDbStatement : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly StatementHandle _handle;
    private readonly string _sql;

    internal DuckDbStatement(DuckDbConnection connection, StatementHandle handle, string sql) => (_connection, _handle, _sql) = (connection, handle, sql);

    /// <summary>How many parameters it takes.</summary>
    public int ParameterCount => (int)DuckDbNative.ParameterCount(_handle);

    /// <summary>Binds a parameter by its name, without the <c>$</c>.</summary>
    public void Bind(string name, object? value)
    {
        if (DuckDbNative.ParameterIndex(_handle, out var index, name) != 0) throw FaultCatalogue.LakeSql.Because($"The statement has no parameter ${name}.", target: _sql);
        Bind((int)index, value);
    }

    /// <summary>Binds a parameter by its number. A time is bound as UTC: a local one is converted, one of no kind is taken as UTC already.</summary>
    public void Bind(int parameter, object? value)
    {
        var index = (ulong)parameter;
        var state = value switch
        {
            null => DuckDbNative.BindNull(_handle, index),
            bool flag => DuckDbNative.BindBoolean(_handle, index, flag),
            byte or sbyte or short or ushort or int or uint or long => DuckDbNative.BindInt64(_handle, index, Convert.ToInt64(value)),
            float or double => DuckDbNative.BindDouble(_handle, index, Convert.ToDouble(value)),
            decimal number => DuckDbNative.BindDecimal(_handle, index, Decimal(number)),
            DateTime time => DuckDbNative.BindTimestamp(_handle, index, DuckDbTime.ToMicroseconds(time)),
            DateTimeOffset time => DuckDbNative.BindTimestamp(_handle, index, DuckDbTime.ToMicroseconds(time.UtcDateTime)),
            string text => BindText(index, text),
            _ => throw FaultCatalogue.LakeSql.Because($"A parameter cannot be a {value.GetType().Name}: give a number, a text, a Boolean, a time or null.", target: value),
        };
        if (state != 0) throw FaultCatalogue.LakeSql.Because($"Parameter {parameter} was not taken: {DuckDbNative.Text(DuckDbNative.PrepareError(_handle))}", target: _sql);
    }

    /// <summary>Runs it and says how many rows it changed.</summary>
    public long Execute(CancellationToken cancel = default)
    {
        using var result = Run(streaming: false, cancel);
        return result.RowsChanged;
    }

    /// <summary>Runs it; its rows are made as they are read.</summary>
    public DuckDbResult Query(CancellationToken cancel = default) => Run(streaming: true, cancel);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private DuckDbResult Run(bool streaming, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var interrupt = cancel.UnsafeRegister(static connection => ((DuckDbConnection)connection!).Interrupt(), _connection);
        try
        {
            var state = streaming ? DuckDbNative.PendingStreaming(_handle, out var pending) : DuckDbNative.Pending(_handle, out pending);
            using (pending)
            {
                if (state != 0) throw Refused(DuckDbNative.Text(DuckDbNative.PendingError(pending)), cancel);
                // Making it pending clears an earlier interrupt; from here on one stays set until it is seen.
                cancel.ThrowIfCancellationRequested();
                var result = new ResultHandle();
                if (DuckDbNative.ExecutePending(pending, result) == 0) return new DuckDbResult(result, _sql, interrupt, cancel);
                using (result) throw Refused(DuckDbNative.Text(DuckDbNative.ResultError(result)), cancel);
            }
        }
        catch
        {
            interrupt.Dispose();
            throw;
        }
    }

    private Exception Refused(string message, CancellationToken cancel) =>
        cancel.IsCancellationRequested ? new OperationCanceledException(cancel) : FaultCatalogue.LakeSql.Because(message, target: _sql);

    private int BindText(ulong index, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = utf8)
        {
            byte nothing;
            return DuckDbNative.BindText(_handle, index, start is null ? &nothing : start, (ulong)utf8.Length);
        }
    }

    private static DecimalStruct Decimal(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var magnitude = new Int128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        return new DecimalStruct(38, number.Scale, decimal.IsNegative(number) ? -magnitude : magnitude);
    }
}
