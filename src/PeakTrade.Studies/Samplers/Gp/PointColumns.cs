namespace PeakTrade.Studies.Gp;

/// <summary>Points as columns, one for each dimension, in unit coordinates; a choice is its place in its list.</summary>
internal sealed class PointColumns
{
    private readonly double[] _numbers;

    public PointColumns(bool[] choices, int count)
    {
        (Choices, Count) = (choices, count);
        Stride = (count + 3) & ~3;
        _numbers = new double[choices.Length * Stride];
    }

    /// <summary>Of each dimension, whether its numbers are choices, which are equal or not and nothing between.</summary>
    public bool[] Choices { get; }

    public int Count { get; }

    public int Dimensions => Choices.Length;

    /// <summary>The length of a column: the count, filled up to whole vectors.</summary>
    public int Stride { get; }

    public ReadOnlySpan<double> Column(int dimension) => _numbers.AsSpan(dimension * Stride, Stride);

    public void Set(int index, ReadOnlySpan<double> point)
    {
        for (var k = 0; k < point.Length; k++) _numbers[k * Stride + index] = point[k];
    }

    public void Get(int index, Span<double> point)
    {
        for (var k = 0; k < point.Length; k++) point[k] = _numbers[k * Stride + index];
    }
}
