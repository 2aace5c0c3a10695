using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PeakTrade.Engine.Tests.Strategies;

/// <summary>Compiles C# into a DLL in a folder of its own, as a user would build one.</summary>
public sealed class Compiled : IDisposable
{
    public const string Usings = "using System; using PeakTrade; using PeakTrade.Engine;\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peaktrade-");

    public string Folder => _folder.FullName;

    public string Dll(string name, string code, params string[] references)
    {
        var path = Path.Combine(Folder, $"{name}.dll");
        var host = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Append(typeof(Bars).Assembly.Location).Append(typeof(Sma).Assembly.Location);
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(code)], host.Concat(references).Distinct().Select(r => MetadataReference.CreateFromFile(r)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var emitted = compilation.Emit(path);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return path;
    }

    /// <summary>The code of a strategy class whose body decides.</summary>
    public static string Strategy(string name, string key, string body, string modifiers = "public sealed", string members = "") => $$"""
        {{modifiers}} class {{name}} : IStrategy
        {
            {{members}}
            public StrategyInfo Info { get; } = new("{{key}}", "For a test.", []);
            public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) { {{body}} }
        }

        """;

    public void Dispose() => _folder.Delete(recursive: true);
}
