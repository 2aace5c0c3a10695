using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using PeakTrade.Engine;

namespace PeakTrade.Studies;

/// <summary>
/// A mixture of kernels on the unit box, and of a uniform density. A kernel is a product over the dimensions: of normal densities cut off at 0 and 1, one width a dimension, and
/// for choices of the kernel's own choice against all others (Aitchison and Aitken 1976). Numbers come first, then choices. Used again and again without an allocation.
/// </summary>
internal sealed class ParzenDensity
{
    private const double RootOf2Pi = 2.50662827463100050242;
    private const double RootOfHalf = 0.70710678118654752440;

    // The exponent of a kernel that is none: fills the last vector up.
    private const double Nothing = -1e300;

    private readonly int[] _choices;
    private readonly double[] _logSame, _logOther, _same;
    private readonly double[] _scales;
    private readonly double _logPriorDensity;
    private int _padded;
    private double[] _centres = [], _scaled = [], _weights = [], _logWeights = [], _exponents = [];
    private double _priorWeight, _logPrior;

    /// <summary>A density over so many numbers, and choices of so many each.</summary>
    public ParzenDensity(int numbers, int[] choices)
    {
        (Numbers, _choices) = (numbers, choices);
        (_logSame, _logOther, _same) = (new double[choices.Length], new double[choices.Length], new double[choices.Length]);
        (_scales, Widths) = (new double[numbers], new double[numbers]);
        foreach (var count in choices) _logPriorDensity -= VectorMath.Log(count);
    }

    /// <summary>How many dimensions are numbers.</summary>
    public int Numbers { get; }

    /// <summary>How many kernels there are.</summary>
    public int Count { get; private set; }

    /// <summary>A width for each number.</summary>
    public double[] Widths { get; }

    /// <summary>A weight for each kernel, in any unit before <see cref="Prepare"/>.</summary>
    public Span<double> Weights => _weights;

    /// <summary>The kernels' centres in a dimension.</summary>
    public Span<double> Centres(int dimension) => _centres.AsSpan(dimension * _padded, Count);

    /// <summary>Makes room for so many kernels; what was there is lost.</summary>
    public void Resize(int count)
    {
        Count = count;
        _padded = (count + 3) & ~3;
        if (_padded <= _weights.Length) return;
        var room = Math.Max(32, 2 * _padded);
        (_weights, _logWeights, _exponents) = (new double[room], new double[room], new double[room]);
        (_centres, _scaled) = (new double[room * (Numbers + _choices.Length)], new double[room * Numbers]);
    }

    /// <summary>Centres, widths and weights are there: makes the density of them, and of a uniform part that weighs so much.</summary>
    public void Prepare(double prior)
    {
        var total = prior;
        for (var k = 0; k < Count; k++) total += _weights[k];
        for (var k = 0; k < Count; k++) _weights[k] /= total;
        for (var k = Count; k < _padded; k++) _weights[k] = 1;
        _priorWeight = prior / total;
        _logPrior = VectorMath.Log(_priorWeight) + _logPriorDensity;

        for (var k = 0; k < _padded; k += 4) VectorMath.Log(Vector256.Create<double>(_weights.AsSpan(k))).CopyTo(_logWeights.AsSpan(k));
        for (var d = 0; d < Numbers; d++) PrepareNumber(d);
        for (var c = 0; c < _choices.Length; c++) PrepareChoice(c);
        _logWeights.AsSpan(Count, _padded - Count).Fill(Nothing);
    }

    /// <summary>The logarithm of the density at a point.</summary>
    public double LogAt(ReadOnlySpan<double> point)
    {
        var highest = Vector256.Create(_logPrior);
        ref var exponents = ref MemoryMarshal.GetArrayDataReference(_exponents);
        for (var k = 0; k < _padded; k += 4)
        {
            var exponent = Vector256.LoadUnsafe(ref _logWeights[0], (nuint)k);
            for (var d = 0; d < Numbers; d++)
            {
                var distance = Vector256.Create(point[d] * _scales[d]) - Vector256.LoadUnsafe(ref _scaled[d * _padded], (nuint)k);
                exponent -= distance * distance;
            }

            for (var c = 0; c < _choices.Length; c++)
            {
                var isSame = Vector256.Equals(Vector256.LoadUnsafe(ref _centres[(Numbers + c) * _padded], (nuint)k), Vector256.Create(point[Numbers + c]));
                exponent += Vector256.ConditionalSelect(isSame, Vector256.Create(_logSame[c]), Vector256.Create(_logOther[c]));
            }

            exponent.StoreUnsafe(ref exponents, (nuint)k);
            highest = Vector256.Max(highest, exponent);
        }

        // Taken out of the sum, so that in many dimensions it neither vanishes nor overflows.
        var most = Math.Max(Math.Max(highest[0], highest[1]), Math.Max(highest[2], highest[3]));
        var sum = Vector256<double>.Zero;
        for (var k = 0; k < _padded; k += 4) sum += VectorMath.Exp(Vector256.LoadUnsafe(ref exponents, (nuint)k) - Vector256.Create(most));
        return most + VectorMath.Log(sum[0] + sum[1] + (sum[2] + sum[3]) + VectorMath.Exp(_logPrior - most));
    }

    /// <summary>Draws a point.</summary>
    public void Draw(ref KeyedRandom random, Span<double> point)
    {
        var kernel = Pick(ref random);
        for (var d = 0; d < Numbers; d++) point[d] = kernel < 0 ? random.NextDouble() : Inside(ref random, Centres(d)[kernel], Widths[d]);
        for (var c = 0; c < _choices.Length; c++)
        {
            if (kernel < 0)
            {
                point[Numbers + c] = random.NextInt(_choices[c]);
                continue;
            }

            var own = Centres(Numbers + c)[kernel];
            if (_choices[c] > 1 && random.NextDouble() >= _same[c])
            {
                var other = random.NextInt(_choices[c] - 1);
                own = other >= own ? other + 1 : other;
            }

            point[Numbers + c] = own;
        }
    }

    // A kernel by weight; -1 is the uniform part.
    private int Pick(ref KeyedRandom random)
    {
        var left = random.NextDouble() - _priorWeight;
        if (left < 0 || Count == 0) return -1;
        var kernel = 0;
        while (kernel < Count - 1 && (left -= _weights[kernel]) >= 0) kernel++;
        return kernel;
    }

    // At least a third of all draws lie inside, however wide the kernel and wherever its centre: widths are at most 1.
    private static double Inside(ref KeyedRandom random, double centre, double width)
    {
        double at;
        do
        {
            at = centre + width * random.NextNormal();
        }
        while (at is < 0 or > 1);
        return at;
    }

    // What a cut-off normal density is divided by goes into the kernel's weight; what is left is -((x - centre) / (width root 2))^2.
    private void PrepareNumber(int d)
    {
        var width = Widths[d];
        var (inverse, scale) = (1 / width, RootOfHalf / width);
        _scales[d] = scale;
        _centres.AsSpan(d * _padded + Count, _padded - Count).Clear();
        for (var k = 0; k < _padded; k += 4)
        {
            var centre = Vector256.Create<double>(_centres.AsSpan(d * _padded + k));
            var inside = VectorMath.NormalBelow((Vector256<double>.One - centre) * inverse) - VectorMath.NormalBelow(centre * -inverse);
            (Vector256.Create<double>(_logWeights.AsSpan(k)) - VectorMath.Log(inside * (width * RootOf2Pi))).CopyTo(_logWeights.AsSpan(k));
            (centre * scale).CopyTo(_scaled.AsSpan(d * _padded + k));
        }
    }

    // The fewer the kernels, the more of each goes to other choices than its own.
    private void PrepareChoice(int c)
    {
        var others = 1.0 / (Count + 1);
        _same[c] = (1 + others) / (1 + _choices[c] * others);
        _logSame[c] = VectorMath.Log(_same[c]);
        _logOther[c] = VectorMath.Log(others / (1 + _choices[c] * others));
    }
}
