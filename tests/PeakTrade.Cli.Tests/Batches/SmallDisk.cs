using System.Diagnostics;
using System.Globalization;

namespace PeakTrade.Cli.Tests.Batches;

/// <summary>A disk in memory of a few kilobytes, for as long as a test lasts.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-disk-");

    public SmallDisk(int kilobytes)
    {
        if (Mount("-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k"), "tmpfs", Path) is { } why)
        {
            _folder.Delete();
            throw new IOException(why);
        }
    }

    public string Path => _folder.FullName;

    public void Grow(int kilobytes) => Assert.Null(Mount("-o", string.Create(CultureInfo.InvariantCulture, $"remount,size={kilobytes}k"), Path));

    public void MakeReadOnly() => Assert.Null(Mount("-o", "remount,ro", Path));

    public void Dispose()
    {
        // A process that was ended a moment ago may still hold it.
        for (var turn = 0; Call("umount", Path) is { } why; turn++)
        {
            Assert.True(turn < 50, why);
            Thread.Sleep(100);
        }

        _folder.Delete();
    }

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux()) return "Needs a disk in memory as Linux has it.";
        try
        {
            new SmallDisk(64).Dispose();
            return null;
        }
        catch (IOException refused)
        {
            return $"Needs a disk of its own, and this user may not mount one: {refused.Message}";
        }
    }

    private static string? Mount(params string[] arguments) => Call("mount", arguments);

    private static string? Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : said.Trim();
    }
}

/// <summary>A test that needs a disk of its own.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(SmallDisk.WhyNot);

    public SmallDiskFactAttribute() => Skip = WhyNot.Value;
}

/// <summary>The same with several sets of values.</summary>
public sealed class SmallDiskTheoryAttribute : TheoryAttribute
{
    public SmallDiskTheoryAttribute() => Skip = new SmallDiskFactAttribute().Skip;
}
