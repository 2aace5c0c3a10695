using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace PeakTrade.Reports.Pictures;

/// <summary>libvips' C API, as far as it is used. A status of 0 is success.</summary>
internal static unsafe partial class VipsNative
{
    private const string Library = VipsLibrary.ImportName;

    [LibraryImport(Library, EntryPoint = "g_setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport(Library, EntryPoint = "g_unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void UnsetEnvironment(string name);

    [LibraryImport(Library, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Initialise(string program);

    [LibraryImport(Library, EntryPoint = "vips_cache_set_max")]
    public static partial void SetCacheSize(int operations);

    [LibraryImport(Library, EntryPoint = "vips_concurrency_set")]
    public static partial void SetConcurrency(int threads);

    [LibraryImport(Library, EntryPoint = "vips_error_buffer_copy")]
    public static partial TextHandle TakeError();

    // The two that follow take any number of options, ended by a null. There are none to give (how to save stands in the form), but where the end is looked for depends on the machine: right after the named
    // arguments in registers (x64), or in the first place on the stack (Apple's arm64). So nulls fill all registers that are left, and one place more.

    [LibraryImport(Library, EntryPoint = "vips_svgload_buffer")]
    public static partial int LoadSvg(byte* svg, nuint length, out ImageHandle image, nint end, nint r1, nint r2, nint r3, nint r4, nint stack);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_buffer", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Save(ImageHandle image, string form, out BytesHandle png, out nuint length, nint end, nint r1, nint r2, nint r3, nint stack);

    [LibraryImport(Library, EntryPoint = "g_object_unref")]
    public static partial void Unref(nint thing);

    [LibraryImport(Library, EntryPoint = "g_free")]
    public static partial void Free(nint memory);
}

/// <summary>A picture, drawn when it is asked for.</summary>
internal sealed class ImageHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        VipsNative.Unref(handle);
        return true;
    }
}

/// <summary>Memory that the library has handed over.</summary>
internal class BytesHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        VipsNative.Free(handle);
        return true;
    }
}

/// <summary>Text that the library has handed over.</summary>
internal sealed class TextHandle : BytesHandle
{
    public override string ToString() => Marshal.PtrToStringUTF8(handle) ?? "";
}
