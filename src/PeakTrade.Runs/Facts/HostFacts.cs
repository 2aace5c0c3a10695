using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PeakTrade.Runs;

/// <summary>The machine a run was made on, as far as it may bear on numbers and times.</summary>
/// <param name="OperatingSystem">The system and its version.</param>
/// <param name="Architecture">The processor's architecture: <c>x64</c>, <c>arm64</c>.</param>
/// <param name="Cores">Logical processors that the process may use.</param>
/// <param name="DotNet">The .NET version.</param>
/// <param name="MachineHash">SHA-256 of the machine's name: tells two machines apart and names neither.</param>
public sealed record HostFacts(string OperatingSystem, string Architecture, int Cores, string DotNet, string MachineHash)
{
    /// <summary>This machine.</summary>
    public static HostFacts Read() => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        Environment.ProcessorCount,
        Environment.Version.ToString(),
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName))));
}
