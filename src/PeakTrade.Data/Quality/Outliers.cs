using System.Runtime.CompilerServices;
using PeakTrade.Data.Contract;

namespace PeakTrade.Data.Quality;

/// <summary>A price that does not fit those around it.</summary>
internal readonly record struct Outlier(int Bar, string Column, double Price, double Expected, string Message);

/// <summary>
/// Prices that do not fit those around them, by log returns and their usual size; <c>docs/data-contracts.md</c> has the rules and
/// how often each is wrong. Used once.
/// </summary>
internal sealed class Outliers(Bars bars, int mostKept)
{
    /// <summary>Usual moves to a close or an open that the next price takes back.</summary>
    public const double SpikeFactor = 15;

    /// <summary>Usual moves from the open or close to the high or low.</summary>
    public const double WickFactor = 30;

    /// <summary>Usual moves to a close that stays.</summary>
    public const double JumpFactor = 40;

    /// <summary>A spike or wick is never less than this, however quiet the market.</summary>
    public const double LeastSpike = 0.02;

    /// <summary>A jump is never less than this.</summary>
    public const double LeastJump = 0.25;

    /// <summary>Whatever the market's usual move, this many times the price, or part of it, is an outlier.</summary>
    public const double Always = 5;

    private readonly UsualMove _usualMove = new(bars);
    private readonly List<Outlier> _kept = [];
    private readonly long _usual = Spacing.Usual(bars.UtcTicks);
    private int _lastSpike = -1;

    public int Count { get; private set; }

    public IReadOnlyList<Outlier> Kept => _kept;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Outliers Find(CancellationToken cancel)
    {
        ReadOnlySpan<double> high = bars.High, low = bars.Low, close = bars.Close;
        for (var from = 0; from < close.Length; from += UsualMove.Stretch)
        {
            cancel.ThrowIfCancellationRequested();
            var to = Math.Min(close.Length, from + UsualMove.Stretch);
            // The last stretch reaches back to be as long as the others.
            var usual = _usualMove.Of(Math.Max(0, to - UsualMove.Stretch), to);
            // Nothing that lies within this of the close before can be an outlier by any rule.
            var limit = Math.Exp(Threshold(SpikeFactor, LeastSpike, usual));
            for (var bar = from; bar < to; bar++)
            {
                var before = bar > 0 ? close[bar - 1] : close[bar];
                if (Math.Max(high[bar], before) > limit * Math.Min(low[bar], before)) Examine(bar, before, usual);
            }
        }

        return this;
    }

    // The usual move is the larger one of the stretch's and the neighbours': wild times are short, and no error of the data.
    private void Examine(int bar, double before, double usualOfStretch)
    {
        var usual = Math.Max(usualOfStretch, _usualMove.Around(bar));
        var (open, high, low, close) = (bars.Open[bar], bars.High[bar], bars.Low[bar], bars.Close[bar]);
        var after = bar + 1 < bars.Count ? bars.Close[bar + 1] : close;
        var jump = Threshold(JumpFactor, LeastJump, usual);
        // Over a night or a gap prices do jump, and may come back: there it takes as much as for a jump that stays.
        var silence = bar > 0 && Gaps.IsSilence(bars.UtcTicks[bar] - bars.UtcTicks[bar - 1], _usual);
        var spike = silence ? jump : Threshold(SpikeFactor, LeastSpike, usual);
        var wick = Threshold(WickFactor, LeastSpike, usual);

        // The way back from a spike is no outlier of its own.
        var isWayBack = _lastSpike == bar - 1 && bar > 0;
        if (!isWayBack && ComesBack(before, close, after) && Move(before, close) > spike)
        {
            _lastSpike = bar;
            Add(bar, "close", close, before, usual, $"close {Text(close)} comes after {Text(before)}, and the next close is {Text(after)}");
        }
        else if (!isWayBack && Move(before, close) > jump)
        {
            Add(bar, "close", close, before, usual, $"close {Text(close)} comes after {Text(before)}, and prices stay there");
        }
        else if (!isWayBack && ComesBack(before, open, close) && Move(before, open) > spike)
        {
            Add(bar, "open", open, before, usual, $"open {Text(open)} lies between the closes {Text(before)} and {Text(close)}");
        }
        else if (Move(Math.Max(open, close), high) > wick)
        {
            Add(bar, "high", high, Math.Max(open, close), usual, $"high {Text(high)} stands far above open {Text(open)} and close {Text(close)}");
        }
        else if (Move(Math.Min(open, close), low) > wick)
        {
            Add(bar, "low", low, Math.Min(open, close), usual, $"low {Text(low)} stands far below open {Text(open)} and close {Text(close)}");
        }
    }

    private void Add(int bar, string column, double price, double expected, double usual, string message)
    {
        if (Count++ >= mostKept) return;
        var times = double.IsFinite(usual) ? $": {ContractText.Rounded(Move(expected, price) / usual)} times the usual move" : "";
        _kept.Add(new Outlier(bar, column, price, expected, $"{message}{times}."));
    }

    private static double Threshold(double factor, double least, double usual) => Math.Min(Math.Max(factor * usual, Math.Log(1 + least)), Math.Log(Always));

    private static double Move(double from, double to) => Math.Abs(Math.Log(to / from));

    /// <summary>Whether the price goes back at least half of the way.</summary>
    private static bool ComesBack(double before, double price, double after) =>
        price > before ? Math.Log(price / after) >= Math.Log(price / before) / 2 : price < before && Math.Log(after / price) >= Math.Log(before / price) / 2;

    private static string Text(double price) => ContractText.Number(price);
}
