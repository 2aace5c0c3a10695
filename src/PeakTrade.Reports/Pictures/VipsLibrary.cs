using System.Text;

namespace PeakTrade.Reports.Pictures;

/// <summary>libvips, which draws SVG by librsvg: where it is, whether it can draw text, and a picture by it.</summary>
internal sealed class VipsLibrary
{
    /// <summary>The name that the imports ask for.</summary>
    public const string ImportName = "vips";

    private const string Advice = "Install Node.js with npm and build again (dotnet build -c Release), or install the module packed for this platform.";

    // A third of the default's work for 3 % more bytes: a drawing is mostly one colour.
    private const string Form = ".png[compression=3]";

    private readonly Lock _gate = new();
    private readonly NativeFile _file;
    private readonly string _folder;
    private readonly Lazy<string> _problem;

    private VipsLibrary(string folder)
    {
        _folder = folder;
        _file = new NativeFile("libvips", folder, OperatingSystem.IsWindows() ? "libvips-42.dll" : OperatingSystem.IsMacOS() ? "libvips-cpp.dylib" : "libvips-cpp.so");
        _file.Bind(typeof(VipsLibrary).Assembly, ImportName);
        _problem = new(Start);
    }

    /// <summary>The one that the imports are bound to.</summary>
    public static VipsLibrary Here { get; } = new(NativeFile.FolderOf(typeof(VipsLibrary).Assembly));

    /// <summary>Why it cannot draw, and what to do; empty where it can.</summary>
    public string Problem => _problem.Value;

    /// <summary>A drawing as PNG, in the size that it says itself. Any thread may ask for it.</summary>
    public byte[] Draw(string svg)
    {
        if (Problem.Length > 0) throw new InvalidOperationException(Problem);
        // One at a time: each needs some 10 MB for a moment, which the C library keeps for the thread that had them, so that four threads side by side would leave four times as much behind.
        lock (_gate) return DrawAny(svg);
    }

    // Without any font every letter is the same empty box, and nothing fails: so two letters are drawn, and looked at.
    private string Start()
    {
        if (_file.Handle == 0) return $"{_file.Problem} {Advice}";
        // Only the library's own environment counts, and only until it has read it: nobody else is to find our fonts there.
        const string fonts = "FONTCONFIG_FILE";
        var before = Environment.GetEnvironmentVariable(fonts);
        _ = VipsNative.SetEnvironment(fonts, Path.Combine(_folder, "fonts.conf"), overwrite: 1);
        try
        {
            if (VipsNative.Initialise("peaktrade") != 0) return $"libvips cannot start: {Error()}";
            // A picture that is remembered is found again by where its drawing lay in memory, and there may be another one by then.
            VipsNative.SetCacheSize(0);
            // A picture is small, and there is other work for the other cores.
            VipsNative.SetConcurrency(1);
            return Letter('I').AsSpan().SequenceEqual(Letter('W')) ? $"libvips finds no font, and would draw every letter as an empty box. {Advice}" : "";
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
        finally
        {
            if (before is null) VipsNative.UnsetEnvironment(fonts);
            else _ = VipsNative.SetEnvironment(fonts, before, overwrite: 1);
        }
    }

    private static byte[] Letter(char letter) => DrawAny($"""<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><text x="4" y="26" font-family="DejaVu Sans" font-size="24">{letter}</text></svg>""");

    private static unsafe byte[] DrawAny(string svg)
    {
        var bytes = Encoding.UTF8.GetBytes(svg);
        // It is drawn while it is saved, so the drawing has to stay where it is until then.
        fixed (byte* at = bytes)
        {
            var loaded = VipsNative.LoadSvg(at, (nuint)bytes.Length, out var image, 0, 0, 0, 0, 0, 0);
            using (image)
            {
                if (loaded != 0) throw new InvalidOperationException($"libvips cannot read the drawing: {Error()}");
                var saved = VipsNative.Save(image, Form, out var png, out var length, 0, 0, 0, 0, 0);
                using (png)
                {
                    if (saved != 0) throw new InvalidOperationException($"libvips cannot draw: {Error()}");
                    return new ReadOnlySpan<byte>((void*)png.DangerousGetHandle(), (int)length).ToArray();
                }
            }
        }
    }

    private static string Error()
    {
        using var text = VipsNative.TakeError();
        return text.ToString().ReplaceLineEndings(" ").Trim();
    }
}
