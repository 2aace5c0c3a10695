using PeakTrade.Data.Backends;
using PeakTrade.Data.Csv;
using PeakTrade.Data.DuckDb;

namespace PeakTrade.Data.Parquet;

/// <summary>The rows that DuckDB handed out last, and what is asked of them for each stretch of one instrument.</summary>
internal readonly ref struct ParquetChunk
{
    private readonly DuckDbColumn _volumes;
    private readonly ReadOnlySpan<long> _numbers;
    private readonly bool _volumesMissing;

    public ParquetChunk(ParquetRows rows)
    {
        Rows = rows;
        Count = rows.Result.RowCount;
        Times = rows.Result.Column(rows.Of(FieldRole.Time));
        TimesMissing = Times.HasNulls;
        if (rows.Numbered) _numbers = rows.Result.Column(rows.Roles.Length).Values<long>();
        if (rows.Of(FieldRole.Volume) is not (>= 0 and var volume)) return;
        _volumes = rows.Result.Column(volume);
        _volumesMissing = _volumes.HasNulls;
    }

    public ParquetRows Rows { get; }

    public int Count { get; }

    public DuckDbColumn Times { get; }

    /// <summary>Whether any time is NULL.</summary>
    public bool TimesMissing { get; }

    /// <summary>Copies prices and volumes; false where a text among them is no number. A NULL is NaN.</summary>
    public bool TryCopyPrices(in BarBlock target)
    {
        var good = true;
        for (var field = 0; field < Rows.Roles.Length; field++)
        {
            var role = Rows.Roles[field];
            if (role is not (FieldRole.Time or FieldRole.Symbol)) good &= TryCopy(Rows.Result.Column(field), target.Of(role));
        }

        return good;
    }

    /// <summary>Puts 0 where a volume is NULL and says how often; whether that is a fault shows when all rows are read.</summary>
    public int FillMissingVolumes(int first, Span<double> volumes)
    {
        if (!_volumesMissing) return 0;
        var missing = 0;
        for (var row = 0; row < volumes.Length; row++)
        {
            if (!_volumes.IsNull(first + row)) continue;
            volumes[row] = 0;
            missing++;
        }

        return missing;
    }

    /// <summary>Says which rows of the file, from 1, the part's next bars are; where DuckDB did not number them they follow each other.</summary>
    public void Number(BarPart part, int first, int count, int rowsBefore)
    {
        var bar = part.Columns.Count;
        if (_numbers.IsEmpty) part.Rows.Add(bar, rowsBefore + 1);
        else if (_numbers[first + count - 1] - _numbers[first] == count - 1) part.Rows.Add(bar, (int)_numbers[first] + 1);
        else
        {
            for (var row = 0; row < count; row++) part.Rows.Add(bar + row, (int)_numbers[first + row] + 1);
        }
    }

    private static bool TryCopy(in DuckDbColumn column, Span<double> target)
    {
        if (column.Type.Id != DuckDbTypeId.Varchar)
        {
            column.CopyDoubles(target);
            return true;
        }

        var good = true;
        for (var row = 0; row < target.Length; row++)
        {
            if (column.IsNull(row)) target[row] = double.NaN;
            else good &= ExactNumber.TryParse(column.Utf8(row).Trim(" \t\r"u8), out target[row]);
        }

        return good;
    }
}
