using System.Diagnostics;

namespace PeakTrade.Runs.Tests;

/// <summary>A test that needs file permissions to be obeyed; the root user and Windows do not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithoutRootAttribute : FactAttribute
{
    public FactWithoutRootAttribute() => Skip = OperatingSystem.IsWindows() || Environment.UserName == "root" ? "File permissions do not bind the root user, nor Windows as they do Unix." : null;
}

/// <summary>A test that needs a small disk of its own, which only Linux's root user may mount.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithDiskAttribute : FactAttribute
{
    private static readonly Lazy<bool> CanMount = new(() =>
    {
        try
        {
            using var disk = new SmallDisk("size=64k");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    });

    public FactWithDiskAttribute() => Skip = OperatingSystem.IsLinux() && CanMount.Value ? null : "A small disk cannot be mounted here; it takes Linux and the right to mount.";
}

/// <summary>A disk in memory, mounted for one test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-disk-");

    public SmallDisk(string options)
    {
        if (Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", _folder.FullName)) return;
        _folder.Delete();
        throw new InvalidOperationException("A disk cannot be mounted here.");
    }

    public string Folder => _folder.FullName;

    public void Dispose()
    {
        // Lazily: a process that another test is just starting may hold a file of ours for a moment.
        if (Run("umount", "--lazy", _folder.FullName)) _folder.Delete();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
