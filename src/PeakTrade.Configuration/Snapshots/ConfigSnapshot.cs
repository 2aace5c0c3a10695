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

    /// <summary>
    /// SHA-256 of <see cref="Normalised"/> without <c>data.path</c>, what <c>[results]</c> says, and the paths of the portfolio's files whose content it holds, and with the defaults of <c>[tracking]</c>, in lower-case hex.
    /// </summary>
    public string Hash { get; }

    /// <summary>The snapshot of a run with this strategy and these parameters, defaults filled in; of a portfolio, with what its files say.</summary>
    public static ConfigSnapshot Of(RunConfig config, string strategyKey, ParameterSet bound, PortfolioContent? content = null)
    {
        var settings = EffectiveSettings.Of(config, strategyKey, bound, content);
        var raw = config.SourceText is { } source ? SourceRedaction.Of(source) : TomlWriter.Write(TomlTable.Of(EffectiveSettings.Without(settings, "portfolio.content")));
        var placeless = SettingsJson.Write(EffectiveSettings.Replaced(EffectiveSettings.Without(settings, ["data.path", .. content?.KeysOfPlaces() ?? []]), EffectiveSettings.Untold));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(placeless)));
        return new(raw, SettingsJson.Write(settings), hash);
    }
}
