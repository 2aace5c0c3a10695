using System.Globalization;

namespace PeakTrade.Reports.Tests;

/// <summary>Draws a picture in a process of its own, for tests that want it as another machine would draw it.</summary>
internal static class Program
{
    // Arguments: the file of a drawing, the file to write, and how often to draw it once more, on four threads. Says under which name a picture is kept here, why, and by how much the process grew.
    public static void Main(string[] arguments)
    {
        using (var file = File.Create(arguments[1])) Picture.Write(File.ReadAllText(arguments[0]), file);
        Console.WriteLine(Picture.NameOf("picture"));
        Console.WriteLine(Picture.Notice);
        var svg = File.ReadAllText(arguments[0]);
        var times = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        var before = Memory();
        Parallel.For(0, times, new ParallelOptions { MaxDegreeOfParallelism = 4 }, Draw);
        Console.WriteLine((Memory() - before).ToString(CultureInfo.InvariantCulture));

        void Draw(int time) => Picture.Write(svg, Stream.Null);

        static long Memory()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Environment.WorkingSet;
        }
    }
}
