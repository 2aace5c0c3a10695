using System.Globalization;

namespace PeakTrade.Engine;

/// <summary>A form of a built-in factor's name.</summary>
/// <param name="Name">The form: <c>volatility_n</c>.</param>
/// <param name="Example">A name of that form.</param>
/// <param name="Description">What it is, in a sentence.</param>
public sealed record FactorForm(string Name, string Example, string Description);

/// <summary>The factors that can be asked for by name, their numbers in it.</summary>
public static class BuiltInFactors
{
    private const int MostBars = 1_000_000;
    private const int MostMonths = 1_200;
    private const string MomentumForm = $"{Momentum.Kind}_n_m";

    private static readonly Dictionary<string, (int Least, Func<int, bool, IFactor> Make)> Windowed = new(StringComparer.Ordinal)
    {
        [Reversal.Kind] = (1, (n, days) => new Reversal(n, days)),
        [Volatility.Kind] = (2, (n, days) => new Volatility(n, days)),
        [RelativeStrength.Kind] = (1, (n, days) => new RelativeStrength(n, days)),
        [PriceScore.Kind] = (2, (n, days) => new PriceScore(n, days)),
        [VolumeRatio.Kind] = (1, (n, days) => new VolumeRatio(n, days)),
        [Beta.Kind] = (2, (n, days) => new Beta(n, days)),
        [Drawdown.Kind] = (1, (n, days) => new Drawdown(n, days)),
    };

    private static IEnumerable<string> Kinds => Windowed.Keys.Append(Momentum.Kind);

    /// <summary>All forms there are.</summary>
    public static IReadOnlyList<FactorForm> Forms { get; } =
    [
        new(MomentumForm, "momentum_12_1", "The return from n months ago to m months ago."),
        new($"{Reversal.Kind}_n", "reversal_5d", "Minus the return of the last n bars."),
        new($"{Volatility.Kind}_n", "volatility_60d", "The standard deviation of the last n logarithmic returns, annualised."),
        new($"{RelativeStrength.Kind}_n", "rsi_14", "Wilder's relative strength index of n bars."),
        new($"{PriceScore.Kind}_n", "zscore_20", "The close's standard deviations above the mean of the last n closes."),
        new($"{VolumeRatio.Kind}_n", "volume_ratio_20", "The volume over the mean of the last n volumes."),
        new($"{Beta.Kind}_n", "beta_60", "The slope of the last n returns against the market's."),
        new($"{Drawdown.Kind}_n", "drawdown_252", "The close over the highest of the last n closes, less one."),
    ];

    /// <summary>The factor of that name.</summary>
    /// <exception cref="PeakTradeException">There is none (<c>Factor.Unknown</c>).</exception>
    public static IFactor Get(string name)
    {
        var given = name.Trim().ToLowerInvariant();
        var kind = Kinds.FirstOrDefault(kind => given == kind || given.StartsWith($"{kind}_", StringComparison.Ordinal));
        if (kind is null) throw Unknown(name, given);
        var numbers = given.Length == kind.Length ? [] : given[(kind.Length + 1)..].Split('_');
        if (kind == Momentum.Kind) return MonthsOf(name, numbers);
        var (least, make) = Windowed[kind];
        return make(WindowOf(name, kind, numbers, least, out var inDays), inDays);
    }

    private static Momentum MonthsOf(string name, string[] numbers)
    {
        if (numbers.Length != 2 || Number(numbers[0]) is not { } months || Number(numbers[1]) is not { } skip)
            throw Malformed(name, $"{MomentumForm} is wanted, two numbers of months, such as momentum_12_1");
        if (months <= skip || months > MostMonths)
            throw Malformed(name, $"n must be more months than m, and {MostMonths} at most, as in momentum_12_1");
        return new Momentum(months, skip);
    }

    private static int WindowOf(string name, string kind, string[] numbers, int least, out bool inDays)
    {
        inDays = numbers is [[.., 'd']];
        if (numbers.Length != 1 || Number(inDays ? numbers[0][..^1] : numbers[0]) is not { } window)
            throw Malformed(name, $"{kind}_n is wanted, one number of bars, or of days with d, such as {kind}_20 or {kind}_20d");
        if (window < least || window > MostBars)
            throw Malformed(name, string.Create(CultureInfo.InvariantCulture, $"n of {kind}_n must lie in {least} to {MostBars}"));
        return window;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static PeakTradeException Malformed(string name, string wanted) =>
        FaultCatalogue.FactorUnknown.Because($"\"{name}\" is no factor: {wanted}.", target: name);

    private static PeakTradeException Unknown(string name, string given)
    {
        // What was meant has the numbers that were given.
        var words = given.TrimEnd("0123456789_d".ToCharArray());
        var meant = Suggestion.For(given, Kinds.Select(kind => kind + given[words.Length..]));
        if (meant.Length == 0) meant = Suggestion.For(words, Kinds);
        return FaultCatalogue.FactorUnknown.Because($"There is no factor \"{name}\"; there are {string.Join(", ", Forms.Select(f => f.Name))}.", meant, target: name);
    }
}
