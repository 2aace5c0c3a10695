using System.Text;
using System.Text.Json;
using PeakTrade.Reports.Pictures;

namespace PeakTrade.Reports.Tests;

public class PictureTests
{
    private const string Drawing = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80"><rect width="300" height="80" fill="#fff"/><text x="10" y="50" font-family="DejaVu Sans" font-size="40">{0}</text></svg>""";

    private static readonly string Sharpe = Drawing.Replace("{0}", "Sharpe 1.57", StringComparison.Ordinal);

    [FactWithLibvips]
    public void A_drawing_becomes_a_png_of_its_own_size_with_its_letters_in_it()
    {
        var (with, without) = (new ReadPng(Png(Sharpe)), new ReadPng(Png(Drawing.Replace("{0}", "", StringComparison.Ordinal))));
        Assert.Equal((300, 80), (with.Width, with.Height));
        Assert.InRange(with.Dark(0, 0, 300, 80), 1_000, 6_000);
        Assert.Equal(0, without.Dark(0, 0, 300, 80));
    }

    [FactWithLibvips]
    public void Different_letters_are_drawn_differently()
    {
        int Ink(string text) => new ReadPng(Png(Drawing.Replace("{0}", text, StringComparison.Ordinal))).Dark(0, 0, 300, 80);
        Assert.InRange(Ink("MMMM"), 3 * Ink("iiii") / 2, int.MaxValue);
        // The bold letters are a font of their own, not the others smeared.
        Assert.InRange(new ReadPng(Png(Sharpe.Replace("<text", "<text font-weight=\"bold\"", StringComparison.Ordinal))).Dark(0, 0, 300, 80), 13 * Ink("Sharpe 1.57") / 10, int.MaxValue);
    }

    [FactWithLibvips]
    public void The_equity_picture_is_drawn_with_its_title()
    {
        var run = new MadeRun().Result;
        using var bytes = new MemoryStream();
        EquityPicture.Write(run, bytes);
        var picture = new ReadPng(bytes.ToArray());
        Assert.Equal("equity_curve.png", EquityPicture.FileName);
        Assert.Equal((1_200, 720), (picture.Width, picture.Height));
        Assert.InRange(picture.Dark(30, 20, 600, 55), 1_500, 10_000);
        var silent = new ReadPng(Png(System.Text.RegularExpressions.Regex.Replace(EquityPicture.Svg(run), "<text.*?</text>", "")));
        Assert.Equal(0, silent.Dark(30, 20, 600, 55));
    }

    [FactWithLibvips]
    public void The_same_drawing_gives_the_same_bytes_from_any_thread_and_says_nothing_of_when_or_where()
    {
        var svg = EquityPicture.Svg(SampleRun.One().Result);
        var first = Png(svg);
        Assert.All(Enumerable.Range(0, 24).AsParallel().Select(i => Png(i % 3 == 0 ? svg : Sharpe)).ToList(), (png, _) => Assert.True(png.Length > 0));
        Assert.All(Enumerable.Range(0, 24).AsParallel().WithDegreeOfParallelism(8).Select(_ => Png(svg)), png => Assert.Equal(first, png));
        Assert.DoesNotContain(new ReadPng(first).Chunks, chunk => chunk is "tIME" or "tEXt" or "zTXt" or "iTXt");
    }

    [FactWithLibvips]
    public void Two_thousand_pictures_take_no_memory_with_them()
    {
        using var machine = new Machine();
        Assert.InRange(machine.With("libvips*").With("*.ttf").WithFontsOf("fonts").Growth(Sharpe, 2_000), long.MinValue, 32 * 1024 * 1024);
    }

    // Of full size each needs 10 MB for a moment. Four at once would leave that behind four times over.
    [FactWithLibvips]
    public void Six_hundred_equity_pictures_on_four_threads_take_no_memory_with_them()
    {
        using var machine = new Machine();
        Assert.InRange(machine.With("libvips*").With("*.ttf").WithFontsOf("fonts").Growth(EquityPicture.Svg(SampleRun.One().Result), 600), long.MinValue, 100 * 1024 * 1024);
    }

    [FactWithLibvips]
    public void What_is_no_drawing_is_refused_in_the_librarys_words()
    {
        Assert.Contains("libvips cannot", Assert.Throws<InvalidOperationException>(() => Png("<svg")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Png(""));
        Assert.True(Png(Sharpe).Length > 0);
    }

    [FactWithLibvips]
    public void On_a_machine_without_fonts_the_module_brings_its_own()
    {
        using var machine = new Machine();
        var (picture, name, notice) = machine.With("libvips*").With("*.ttf").WithFontsOf("fonts").Draw(Sharpe);
        Assert.Equal(("picture.png", ""), (name, notice));
        Assert.Equal(Png(Sharpe), picture); // Whatever fonts this machine has.
    }

    [FactWithLibvips]
    public void Without_any_font_the_picture_stays_svg_and_says_why()
    {
        using var machine = new Machine();
        var (picture, name, notice) = machine.With("libvips*").WithFontsOf("fonts").Draw(Sharpe);
        Assert.Equal((Sharpe, "picture.svg"), (Encoding.UTF8.GetString(picture), name));
        Assert.Equal(
            "Pictures are written as SVG instead of PNG. libvips finds no font, and would draw every letter as an empty box. Install Node.js with npm and build again (dotnet build -c Release), or install the module packed for this platform.",
            notice);
    }

    [Fact]
    public void Without_the_library_the_picture_stays_svg_and_says_why()
    {
        using var machine = new Machine();
        var (picture, name, notice) = machine.Draw(Sharpe);
        Assert.Equal((Sharpe, "picture.svg"), (Encoding.UTF8.GetString(picture), name));
        Assert.StartsWith($"Pictures are written as SVG instead of PNG. libvips's library is not there: {machine.Natives}", notice, StringComparison.Ordinal);
        Assert.EndsWith("does not exist. Install Node.js with npm and build again (dotnet build -c Release), or install the module packed for this platform.", notice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_library_leaves_the_picture_svg_too()
    {
        using var machine = new Machine();
        foreach (var name in new[] { "libvips-cpp.so", "libvips-cpp.dylib", "libvips-42.dll" }) File.WriteAllText(Path.Combine(machine.Natives, name), "no library");
        Assert.Contains("cannot be loaded", machine.Draw(Sharpe).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_and_the_font_are_pinned_by_their_hashes_and_to_no_registry()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PeakTrade.slnx"))) folder = Path.GetDirectoryName(folder)!;
        var text = File.ReadAllText(Path.Combine(folder, "src", "PeakTrade.Reports", "Native", "package-lock.json"));
        Assert.DoesNotContain("resolved", text, StringComparison.Ordinal);
        using var lockFile = JsonDocument.Parse(text);
        var packages = lockFile.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0).ToList();
        Assert.Equal(["@img/sharp-libvips-darwin-arm64", "@img/sharp-libvips-linux-x64", "@img/sharp-win32-x64", "dejavu-fonts-ttf"], packages.Select(p => p.Name["node_modules/".Length..]));
        Assert.All(packages, p => Assert.StartsWith("sha512-", p.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
    }

    private static byte[] Png(string svg) => VipsLibrary.Here.Draw(svg);
}
