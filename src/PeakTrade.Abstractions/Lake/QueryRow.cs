namespace PeakTrade;

/// <summary>A column of what a query returns.</summary>
/// <param name="Name">Its name, which no other column of the query has.</param>
/// <param name="Type">The .NET type of its values.</param>
public sealed record QueryColumn(string Name, Type Type);

/// <summary>A row of what a query returns, or one STRUCT in it. All rows of a query share their columns.</summary>
public sealed class QueryRow
{
    private readonly object?[] _values;

    /// <summary>A row of these values, one for each column.</summary>
    public QueryRow(IReadOnlyList<QueryColumn> columns, object?[] values) => (Columns, _values) = (columns, values);

    /// <summary>The columns.</summary>
    public IReadOnlyList<QueryColumn> Columns { get; }

    /// <summary>The values in the order of the columns; null where there is none.</summary>
    public IReadOnlyList<object?> Values => _values;

    /// <summary>The value of a column by its name, upper or lower case.</summary>
    public object? this[string name]
    {
        get
        {
            for (var i = 0; i < Columns.Count; i++)
            {
                if (string.Equals(Columns[i].Name, name, StringComparison.OrdinalIgnoreCase)) return _values[i];
            }

            throw new KeyNotFoundException($"No column is named \"{name}\".");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", Columns.Select((column, i) => FormattableString.Invariant($"{column.Name}: {_values[i]}")))}}}";
}
