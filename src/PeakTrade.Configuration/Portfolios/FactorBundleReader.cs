using System.Globalization;
using PeakTrade.Engine;

namespace PeakTrade.Configuration;

/// <summary>Reads the map of a factor bundle.</summary>
internal static class FactorBundleReader
{
    // What is left of a portfolio's return where its factors' parts are told stands beside them, under these names.
    private static readonly string[] Reserved = ["market", "specific", "costs"];

    public static FactorBundle? Read(YamlSection root)
    {
        var name = root.Text("name");
        if (!root.Has("name")) root.Fault("name", "The bundle lacks a name.", "Write name: my_bundle.");
        var universe = root.Text("universe");
        var factors = ReadFactors(root);
        var bundle = new FactorBundle { Name = name ?? "", Universe = universe, Factors = factors };
        return ReadOptions(root.Map("options"), bundle);
    }

    private static List<BundleFactor> ReadFactors(YamlSection root)
    {
        var factors = new List<BundleFactor>();
        if (root.List("factors") is not { } list)
        {
            if (!root.Has("factors")) root.Fault("factors", "The bundle lacks factors.", "Write factors: and a line such as - { name: momentum_12_1, weight: 1 }.");
            return factors;
        }

        if (list.Count == 0) root.Fault("factors", "factors is an empty list.", "Give one factor at least.");
        var firstAt = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"factors[{i}]");
            if (list[i] is not YamlMap) root.Wrong(key, list[i], "a map such as { name: momentum_12_1, weight: 1 }");
            else if (ReadFactor(root.Inner(list[i], key), key, firstAt, list[i].Line) is { } factor) factors.Add(factor);
        }

        if (list.Count > 0 && factors.Count == list.Count && factors.TrueForAll(f => f.Weight == 0)) root.Fault("factors", "The weights of all factors are 0.", "Give one of them a weight.");
        return factors;
    }

    private static BundleFactor? ReadFactor(YamlSection section, string key, Dictionary<string, int> firstAt, int line)
    {
        var name = section.Text("name");
        var weight = section.Number("weight");
        var direction = section.Choice<FactorDirection>("direction") ?? FactorDirection.High;
        var file = section.Text("file");
        if (!section.Has("name")) section.Fault("name", $"{key} lacks a name.", "Write name: momentum_12_1.");
        if (!section.Has("weight")) section.Fault("weight", $"{key} lacks a weight.", "Write weight: 1.");
        name = name is null ? null : !section.Has("file") ? BuiltIn(section, name) : OfFile(section, key, name);
        if (name is not null && !firstAt.TryAdd(name, line)) section.Fault("name", string.Create(CultureInfo.InvariantCulture, $"\"{Words.Short(name)}\" is a factor of line {firstAt[name]} already."), "Keep one of the two.");
        return name is null || weight is null ? null : new BundleFactor(name, weight.Value, direction) { File = file };
    }

    // The engine's own name of it, so that VOLATILITY_60D and volatility_60d are one factor.
    private static string? BuiltIn(YamlSection section, string name)
    {
        try
        {
            return BuiltInFactors.Get(name).Name;
        }
        catch (PeakTradeException unknown) when (unknown.Kind == FaultCatalogue.FactorUnknown)
        {
            var fault = unknown.Faults[0];
            section.Fault("name", name.Length <= 80 ? fault.Message : $"There is no factor \"{Words.Short(name)}\".", fault.Action.Length > 0 ? fault.Action : "Name a built-in factor (docs/factors.md), or give the file of its values.");
            return null;
        }
    }

    private static string? OfFile(YamlSection section, string key, string name)
    {
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            section.Fault("name", $"{key}.name must not be \"{name}\", which stands for a part of the return that no factor has.", "Give it another name.");
            return null;
        }

        if (char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')) return name;
        section.Fault("name", $"{key}.name must be letters, digits, _, - and ., a letter first, and is \"{Words.Short(name)}\".");
        return null;
    }

    private static FactorBundle ReadOptions(YamlSection section, FactorBundle defaults)
    {
        var winsorize = Fraction("winsorize", "a fraction from 0 to below 0.5", static f => f is >= 0 and < 0.5);
        var standardize = section.Choice<Standardization>("standardize");
        var longs = Fraction("long_quantile", "a fraction above 0 and up to 1", static f => f is > 0 and <= 1);
        var shorts = Fraction("short_quantile", "a fraction from 0 to 1", static f => f is >= 0 and <= 1);
        var weighting = section.Choice<PortfolioWeighting>("weighting");
        var bundle = defaults with
        {
            Winsorize = winsorize ?? defaults.Winsorize,
            Standardize = standardize ?? defaults.Standardize,
            LongQuantile = longs ?? defaults.LongQuantile,
            ShortQuantile = shorts ?? defaults.ShortQuantile,
            Weighting = weighting ?? defaults.Weighting,
            VolatilityWindowBars = (int?)section.Whole("volatility_window", 2, int.MaxValue) ?? defaults.VolatilityWindowBars,
            SectorNeutral = section.Flag("sector_neutral") ?? defaults.SectorNeutral,
        };
        // What cannot be read is no reason to blame what stands beside it.
        if (longs.HasValue == section.Has("long_quantile") && shorts.HasValue == section.Has("short_quantile")) RefuseOverlap(section, bundle);
        if (weighting.HasValue == section.Has("weighting") && bundle.Weighting != PortfolioWeighting.InverseVolatility && section.Has("volatility_window"))
            section.Fault("volatility_window", $"options.volatility_window means nothing with weighting: {Words.Of(bundle.Weighting)}.", "Take it out.");
        return bundle;

        double? Fraction(string key, string wanted, Func<double, bool> isGood)
        {
            if (section.Number(key) is not { } fraction) return null;
            if (isGood(fraction)) return fraction;
            section.Fault(key, string.Create(CultureInfo.InvariantCulture, $"options.{key} must be {wanted}, and is {fraction}."));
            return null;
        }
    }

    // No instrument is held long and short at once.
    private static void RefuseOverlap(YamlSection section, FactorBundle bundle)
    {
        if (bundle.LongQuantile + bundle.ShortQuantile <= 1) return;
        var isGiven = section.Has("short_quantile");
        section.Fault(
            isGiven ? "short_quantile" : "long_quantile",
            string.Create(CultureInfo.InvariantCulture, $"options.long_quantile ({bundle.LongQuantile}) and options.short_quantile ({bundle.ShortQuantile}) are more than 1 together."),
            isGiven ? "Make one of them smaller." : "Write short_quantile: 0 for longs only.");
    }
}
