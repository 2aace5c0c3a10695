using System.Globalization;
using PeakTrade.Studies;

namespace PeakTrade.Operations;

/// <summary>How a user cuts the bars into walk-forward windows.</summary>
public sealed record WalkForwardChoice
{
    private static readonly string[] Names = ["train", "test", "folds", "step", "scheme", "purge", "embargo"];

    /// <summary>How long a training window is (anchored: the first one).</summary>
    public WalkForwardLength? Train { get; init; }

    /// <summary>How long a test window is.</summary>
    public WalkForwardLength? Test { get; init; }

    /// <summary>How many test windows there are, instead of their length.</summary>
    public int? Folds { get; init; }

    /// <summary>How far it is from one test window to the next; the length of a test window where it is not given.</summary>
    public WalkForwardLength? Step { get; init; }

    /// <summary>Whether training windows move along or grow.</summary>
    public WalkForwardScheme Scheme { get; init; }

    /// <summary>Bars that are dropped from the end of each training window.</summary>
    public int Purge { get; init; }

    /// <summary>Bars after each test window that no later training window uses.</summary>
    public int Embargo { get; init; }

    internal WalkForwardOptions Options => new() { Train = Train, Test = Test, Folds = Folds, Step = Step, Scheme = Scheme, PurgeBars = Purge, EmbargoBars = Embargo };

    /// <summary>Reads windows given by name: train, test, folds, step, scheme, purge, embargo.</summary>
    public static WalkForwardChoice Of(IEnumerable<KeyValuePair<string, object?>> given)
    {
        var choice = new WalkForwardChoice();
        foreach (var (name, value) in given)
        {
            // PowerShell reads a bare 365d as a decimal; as 365 bars it would mean something else.
            if (value is decimal) throw Bad($"{name} is the number {value}, and a length is a text; put it into quotes.");
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            choice = name.ToLowerInvariant() switch
            {
                "train" => choice with { Train = WalkForwardLength.Parse(text, "a training window") },
                "test" => choice with { Test = WalkForwardLength.Parse(text, "a test window") },
                "step" => choice with { Step = WalkForwardLength.Parse(text, "a step") },
                "folds" => choice with { Folds = Whole(name, text) },
                "purge" => choice with { Purge = Whole(name, text) },
                "embargo" => choice with { Embargo = Whole(name, text) },
                "scheme" => choice with { Scheme = Enum.TryParse<WalkForwardScheme>(text, ignoreCase: true, out var scheme) ? scheme : throw Bad($"The scheme is \"{text}\"; it must be rolling or anchored.") },
                _ => throw Bad($"Walk-forward windows have no \"{name}\"; they have {string.Join(", ", Names)}. {Suggestion.For(name, Names)}".TrimEnd()),
            };
        }

        return choice;

        static int Whole(string name, string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad($"{name} must be a whole number from 0 on, and is \"{text}\".");

        static PeakTradeException Bad(string why) => FaultCatalogue.ArgumentInvalid.Because(why, "Write windows like train=12m test=3m, or folds=5.");
    }

    /// <summary>The windows on one line: <c>rolling train=12m test=3m</c>.</summary>
    public override string ToString()
    {
        var parts = new (string Name, object? Value)[] { ("train", Train), ("test", Test), ("folds", Folds), ("step", Step), ("purge", Purge > 0 ? Purge : null), ("embargo", Embargo > 0 ? Embargo : null) };
        return string.Join(' ', parts.Where(p => p.Value is not null).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={p.Value}")).Prepend(Scheme.ToString().ToLowerInvariant()));
    }
}
