using System.Security.Cryptography;
using System.Text;

namespace PeakTrade.Configuration;

/// <summary>A run's configuration as evidence, without its secrets: as it was written, and as it took effect.</summary>
public sealed record ConfigSnapshot
{
    private ConfigSnapshot(string raw, string normalised, string hash) => (Raw, Normalised, Hash) = (raw, normalised, hash);

    /// <summary>The file's text as it was written; where there was no file, TOML that says the same.</summary>
    public string Raw { get; }

    /// <summary>
    /// JSON of every setting that took effect, defaults and overrides included, in the order of <c>docs/configuration.md</c>.
    /// The same settings give the same bytes, however they were written.
    /// </summary>
    public string Normalised { get; }

    /// <summary>SHA-256 of <see cref="Normalised"/> without <c>data.path</c> and the <c>[results]</c> table, in lower-case hex.</summary>
    public string Hash { get; }

    /// <summary>The snapshot of a run with this strategy and these parameters, defaults filled in.</summary>
    public static ConfigSnapshot Of(RunConfig config, string strategyKey, ParameterSet bound)
    {
        var settings = EffectiveSettings.Of(config, strategyKey, bound);
        var raw = config.SourceText is { } source ? SourceRedaction.Of(source) : TomlWriter.Write(TomlTable.Of(settings));
        var placeless = SettingsJson.Write(EffectiveSettings.Without(settings, "data.path", "results.root", "results.trades"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(placeless)));
        return new(raw, SettingsJson.Write(settings), hash);
    }
}
