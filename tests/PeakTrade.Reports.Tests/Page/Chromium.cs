using System.Diagnostics;

namespace PeakTrade.Reports.Tests;

/// <summary>A test in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryInChromiumAttribute : TheoryAttribute
{
    public TheoryInChromiumAttribute() => Skip = Chromium.Path is null ? "Chromium is not installed (apt-get install chromium)." : null;
}

/// <summary>The browser of this machine, without a window.</summary>
internal static class Chromium
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>The document as it is once its script has run.</summary>
    public static string Dom(string page, bool dark, int width = 1240)
    {
        var folder = Directory.CreateTempSubdirectory("peaktrade-page-").FullName;
        try
        {
            var file = System.IO.Path.Combine(folder, "page.html");
            File.WriteAllText(file, page);
            var start = new ProcessStartInfo(Path!) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var flag in $"--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --window-size={width},1600".Split(' ')) start.ArgumentList.Add(flag);
            start.ArgumentList.Add($"--user-data-dir={System.IO.Path.Combine(folder, "profile")}");
            start.ArgumentList.Add($"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}");
            start.ArgumentList.Add("--dump-dom");
            start.ArgumentList.Add(new Uri(file).AbsoluteUri);
            using var browser = Process.Start(start)!;
            browser.ErrorDataReceived += (_, _) => { }; // Its noise is read and dropped, or it would wait for a reader.
            browser.BeginErrorReadLine();
            var dom = browser.StandardOutput.ReadToEndAsync();
            if (!browser.WaitForExit(Patience))
            {
                browser.Kill(entireProcessTree: true);
                throw new TimeoutException("Chromium did not end.");
            }

            return dom.Result;
        }
        finally
        {
            Delete(folder);
        }
    }

    // Helpers of the browser may write to its profile for a moment after it has ended.
    private static void Delete(string folder)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 20)
            {
                Thread.Sleep(100);
            }
        }
    }
}
