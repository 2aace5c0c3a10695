using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PeakTrade.Data.Factors;

/// <summary>What a panel is stored under: a hash of all that its values depend on. <c>docs/factors.md</c> lists it.</summary>
public static class FactorKey
{
    // Raised where the layout of a stored panel changes.
    private const string Layout = "panel 1";

    /// <summary>The key; null, with the reason, where what the factor's values depend on cannot be known.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="fingerprint">What the data are: <see cref="FactorSource.Fingerprint"/>.</param>
    /// <param name="benchmark">The fingerprint of the benchmark's data; empty where the market is the mean of the panel.</param>
    /// <param name="why">Why there is none.</param>
    public static string? Of(IFactor factor, IReadOnlyList<string> fingerprint, IReadOnlyList<string> benchmark, out string why)
    {
        if (FactorCode.Of(factor, out why) is not { } code) return null;
        List<string> parts = [Layout, factor.Name, .. code, "data", .. fingerprint];
        if (factor.NeedsMarket) parts.AddRange(["market", .. benchmark]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var text = Encoding.UTF8.GetBytes(part);
            // The length first: no two lists of parts run together into the same bytes.
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text.Length}:")));
            hash.AppendData(text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
