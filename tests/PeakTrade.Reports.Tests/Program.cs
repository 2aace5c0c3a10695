namespace PeakTrade.Reports.Tests;

/// <summary>Draws a picture in a process of its own, for tests that want it as another machine would draw it.</summary>
internal static class Program
{
    // Arguments: the file of a drawing, and the file to write. Says under which name a picture is kept here, and why.
    public static void Main(string[] arguments)
    {
        using (var file = File.Create(arguments[1])) Picture.Write(File.ReadAllText(arguments[0]), file);
        Console.WriteLine(Picture.NameOf("picture"));
        Console.WriteLine(Picture.Notice);
    }
}
