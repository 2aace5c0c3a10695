using System.Reflection;
using System.Runtime.InteropServices;

namespace PeakTrade;

/// <summary>A native library where <c>Natives.targets</c> lays it: in <c>native/(platform)/</c> beside the assembly that calls it.</summary>
internal sealed class NativeFile
{
    private readonly string _title, _path;
    private readonly Lazy<(nint Handle, string Problem)> _loaded;

    /// <summary>The library in a folder.</summary>
    public NativeFile(string title, string folder, string fileName)
    {
        (_title, _path) = (title, System.IO.Path.Combine(folder, fileName));
        _loaded = new(Load);
    }

    /// <summary>Where it is, or should be.</summary>
    public string Path => _path;

    /// <summary>The loaded library; 0 where there is a problem.</summary>
    public nint Handle => _loaded.Value.Handle;

    /// <summary>Why it cannot be used, as a sentence; empty where it can.</summary>
    public string Problem => _loaded.Value.Problem;

    /// <summary>The folder of this platform's natives.</summary>
    public static string FolderOf(Assembly assembly)
    {
        // An assembly inside a single file has no place of its own; the program has.
        var folder = assembly.Location.Length > 0 ? System.IO.Path.GetDirectoryName(assembly.Location)! : AppContext.BaseDirectory;
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return System.IO.Path.Combine(folder, "native", $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}");
    }

    /// <summary>Binds an assembly's imports of one name to this library.</summary>
    public void Bind(Assembly assembly, string importName) => NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name == importName ? Handle : 0);

    private (nint Handle, string Problem) Load()
    {
        if (!File.Exists(_path)) return (0, $"{_title}'s library is not there: {_path} does not exist.");
        try
        {
            return (NativeLibrary.Load(_path), "");
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return (0, $"{_title}'s library {_path} cannot be loaded: {e.Message}");
        }
    }
}
