using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PeakTrade.Studies;

/// <summary>
/// The bar returns of a backtest in short: cut into consecutive blocks of one length (up to one return), and of each block the sum and the sum of
/// squares. The Sharpe ratio of any union of blocks follows from them. Immutable.
/// </summary>
public sealed class ReturnBlocks
{
    /// <summary>How many blocks a trial keeps where its bars allow it.</summary>
    public const int Usual = 64;

    private const double Version = 1;
    private const int HeaderValues = 2;

    // What is left of a variance when equal returns are summed and squared is the rounding of the sums.
    private const double Rounding = 1e-12;

    private readonly double[] _sums, _squares;

    private ReturnBlocks(int returns, double[] sums, double[] squares)
    {
        Returns = returns;
        (_sums, _squares) = (sums, squares);
    }

    /// <summary>How many returns there are in all.</summary>
    public int Returns { get; }

    /// <summary>How many blocks.</summary>
    public int Count => _sums.Length;

    /// <summary>The sum of the returns of each block.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>The sum of the squared returns of each block.</summary>
    public ReadOnlySpan<double> Squares => _squares;

    /// <summary>The Sharpe ratio a bar over all blocks; null for fewer than two returns, and where they are alike.</summary>
    public double? SharpePerBar
    {
        get
        {
            var (sum, square) = (0.0, 0.0);
            for (var i = 0; i < _sums.Length; i++)
            {
                sum += _sums[i];
                square += _squares[i];
            }

            var spread = Spread(sum, square, Returns);
            return spread > 0 ? sum / Returns / Math.Sqrt(spread / (Returns - 1)) : null;
        }
    }

    /// <summary>
    /// The blocks of an equity curve. Its returns are those of docs/metrics.md: from each bar's close to the next, and 0 once the account is gone. There are fewer
    /// blocks than wanted where a block would hold fewer than two returns; from 16 on their number is a multiple of 16, below it is even.
    /// </summary>
    public static ReturnBlocks Of(ReadOnlySpan<double> equity, int blocks = Usual)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blocks);
        var returns = Math.Max(0, equity.Length - 1);
        var count = Math.Min(blocks, returns / 2);
        count = count >= 16 ? count - count % 16 : count >= 2 ? count - count % 2 : Math.Min(1, returns);
        var (sums, squares) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var (from, to) = (Edge(returns, count, i), Edge(returns, count, i + 1));
            (sums[i], squares[i]) = Sum(equity.Slice(from, to - from + 1));
        }

        return new(returns, sums, squares);
    }

    /// <summary>How many returns a block holds.</summary>
    public int ReturnsIn(int block) => Edge(Returns, Count, block + 1) - Edge(Returns, Count, block);

    /// <summary>Whether both are cut from as many bars in the same way, so that their blocks are of the same times.</summary>
    public bool IsCutAs(ReturnBlocks other) => Returns == other.Returns && Count == other.Count;

    /// <summary>A JSON string: the base64 of the version, the number of returns, all sums and all squares, each a little-endian double.</summary>
    public string ToJson()
    {
        var bytes = new byte[(HeaderValues + 2 * Count) * sizeof(double)];
        Put(0, Version);
        Put(1, Returns);
        for (var i = 0; i < Count; i++)
        {
            Put(HeaderValues + i, _sums[i]);
            Put(HeaderValues + Count + i, _squares[i]);
        }

        return $"\"{Convert.ToBase64String(bytes)}\"";

        void Put(int at, double value) => BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(at * sizeof(double)), value);
    }

    /// <summary>The blocks of a text that <see cref="ToJson"/> made; null where the text is another, or of another version.</summary>
    public static ReturnBlocks? FromJson(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"') return null;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64Chars(text.AsSpan(1, text.Length - 2), bytes, out var written) || written % (2 * sizeof(double)) != 0 || written < HeaderValues * sizeof(double)) return null;
        var count = (written / sizeof(double) - HeaderValues) / 2;
        var returns = Get(1);
        if (Get(0) != Version || returns is not (>= 0 and <= int.MaxValue) || returns != Math.Floor(returns) || count > returns) return null;
        var (sums, squares) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++) (sums[i], squares[i]) = (Get(HeaderValues + i), Get(HeaderValues + count + i));
        return new((int)returns, sums, squares);

        double Get(int at) => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at * sizeof(double)));
    }

    /// <summary>The sum of squared deviations from the mean; 0 where nothing but rounding is left of it.</summary>
    internal static double Spread(double sum, double squares, double count)
    {
        if (!(count >= 2)) return 0;
        var spread = squares - sum * sum / count;
        return spread > Rounding * squares ? spread : 0;
    }

    private static int Edge(int returns, int count, int block) => (int)((long)returns * block / count);

    // Four fixed lanes, so that the sums are the same bits whatever the vector width of the machine.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Sum, double Square) Sum(ReadOnlySpan<double> equity)
    {
        ref var source = ref MemoryMarshal.GetReference(equity);
        var (sums, squares) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var count = equity.Length - 1;
        var i = 0;
        for (; i <= count - 4; i += 4)
        {
            var before = Vector256.LoadUnsafe(ref source, (nuint)i);
            var change = Vector256.LoadUnsafe(ref source, (nuint)i + 1) / before - Vector256<double>.One;
            change &= Vector256.GreaterThan(before, Vector256<double>.Zero);
            sums += change;
            squares += change * change;
        }

        var (sum, square) = (Total(sums), Total(squares));
        for (; i < count; i++)
        {
            var change = equity[i] > 0 ? equity[i + 1] / equity[i] - 1 : 0;
            sum += change;
            square += change * change;
        }

        return (sum, square);
    }

    private static double Total(Vector256<double> lanes) => (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}
