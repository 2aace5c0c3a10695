using PeakTrade.Data.Backends;
using PeakTrade.Data.Csv;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Parquet;

/// <summary>The second reading, row by row, of a file that holds rows which break the contract.</summary>
internal sealed partial class ParquetReader
{
    private void ReadCarefully(DuckDbConnection connection, CancellationToken cancel)
    {
        var withVolume = (_bySymbol?.Wanted(symbols.Name) ?? [_single!]).ToDictionary(part => part.Symbol, part => part.HasVolume);
        Begin();
        using var rows = _table.Rows(connection, IsBySymbol, symbols.Only, options, numbered: true, cancel);
        while (rows.Read())
        {
            var prices = _prices.Room(rows.Result.RowCount);
            new ParquetChunk(rows).TryCopyPrices(prices);
            var numbers = rows.Result.Column(rows.Roles.Length).Values<long>();
            for (var row = 0; row < numbers.Length; row++)
            {
                var part = PartOf(rows, row);
                part.HasVolume = withVolume.GetValueOrDefault(part.Symbol, _table.Roles.HasVolume);
                part.RowsRead++;
                if (TryRow(rows, row, prices, part, (int)numbers[row] + 1, out var bar)) part.Take(bar, (int)numbers[row] + 1);
            }
        }
    }

    private BarPart PartOf(ParquetRows rows, int row)
    {
        if (_bySymbol is null) return _single!;
        var names = rows.Result.Column(rows.Of(FieldRole.Symbol));
        return names.IsNull(row) || names.Utf8(row).IsEmpty ? _bySymbol.OfNobody() : _bySymbol.Of(names.Utf8(row));
    }

    private bool TryRow(ParquetRows rows, int row, in BarBlock prices, BarPart part, int number, out BarRow bar)
    {
        bar = new BarRow { Open = prices.Open[row], High = prices.High[row], Low = prices.Low[row], Close = prices.Close[row], Volume = part.HasVolume ? prices.Volume[row] : 0 };
        for (var field = 0; field < rows.Roles.Length; field++)
        {
            var role = rows.Roles[field];
            var column = rows.Result.Column(field);
            if (role == FieldRole.Volume && !part.HasVolume) continue;
            var name = _table.Roles.NameOf(role);
            var (rule, why) = role == FieldRole.Time ? WhyNoTime(column, row, part, name, out bar.Ticks)
                : role == FieldRole.Symbol ? (DataRule.Layout, column.IsNull(row) || column.Utf8(row).IsEmpty ? FieldText.Empty(name) : null)
                : (DataRule.NotANumber, column.IsNull(row) ? FieldText.Empty(name) : column.Type.Id == DuckDbTypeId.Varchar ? WhyNoNumber(column, row, name) : null);
            if (why is null) continue;
            part.Faults.Add(new BrokenRow(number, rule, name, null, why));
            return false;
        }

        return true;
    }

    private (DataRule Rule, string? Why) WhyNoTime(in DuckDbColumn column, int row, BarPart part, string name, out long ticks)
    {
        ticks = 0;
        var reading = column.IsNull(row) ? TimeReading.NoTime : _times.TryRead(column, row, part.LastTicks, out ticks);
        return (FieldText.RuleOf(reading), reading == TimeReading.Read ? null : FieldText.NoTime(name, _times.Text(column, row), reading, options.Timezone));
    }

    private static string? WhyNoNumber(in DuckDbColumn column, int row, string name)
    {
        var text = column.Utf8(row).Trim(" \t\r"u8);
        return ExactNumber.TryParse(text, out _) ? null : FieldText.NoNumber(name, text);
    }
}
