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

    /// <summary>What sort of statement it is.</summary>
    public DuckDbStatementType Type => DuckDbNative.StatementType(_handle);

    /// <summary>Binds all parameters by their names, without the <c>$</c>; those written <c>?</c> are named by their numbers. One that is missing, or that the statement has not, is named.</summary>
    public void BindAll(IReadOnlyDictionary<string, object?> values)
    {
        var names = Enumerable.Range(1, ParameterCount).Select(i => DuckDbNative.Owned(DuckDbNative.ParameterName(_handle, (ulong)i))).ToList();
        var given = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values)
        {
            if (!given.TryAdd(name.TrimStart('$'), value)) throw FaultCatalogue.LakeSql.Because($"The parameter ${name.TrimStart('$')} is given twice.", "Give each parameter once; upper and lower case are the same.", target: name);
        }

        var faults = given.Keys.Where(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(name => Unknown(name, names)).ToList();
        if (names.Where(name => !given.ContainsKey(name)).Select(name => $"${name}").ToList() is { Count: > 0 } missing)
            faults.Add(new Fault($"No value was given for {string.Join(", ", missing)}.", "Give it with -Parameter @{ name = value } (--param name=value)."));
        if (faults.Count > 0) throw FaultCatalogue.LakeSql.Because(faults, target: _sql);
        for (var i = 0; i < names.Count; i++) Bind(i + 1, given[names[i]]);
    }

    /// <summary>Binds a parameter by its name, without the <c>$</c>.</summary>
    public void Bind(string name, object? value)
    {
        if (DuckDbNative.ParameterIndex(_handle, out var index, name) != 0) throw FaultCatalogue.LakeSql.Because($"The statement has no parameter ${name}.", target: _sql);
        Bind((int)index, value);
    }

    /// <summary>Binds a parameter by its number. A time is bound as UTC: a local one is converted, one of no kind is taken as UTC already.</summary>
    public void Bind(int parameter, object? value)
    {
        using var bound = DuckDbValue.Of(value);
        if (bound.IsInvalid || DuckDbNative.BindValue(_handle, (ulong)parameter, bound) != 0) throw FaultCatalogue.LakeSql.Because($"Parameter {parameter} was not taken: {DuckDbNative.Text(DuckDbNative.PrepareError(_handle))}", target: _sql);
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

    private static Fault Unknown(string name, List<string> names) =>
        new($"The statement has no parameter ${name}.", names.Count == 0 ? "It takes none." : Suggestion.For(name, names) is { Length: > 0 } near ? near : $"It takes {string.Join(", ", names.Select(n => $"${n}"))}.");
}
