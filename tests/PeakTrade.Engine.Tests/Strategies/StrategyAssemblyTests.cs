using System.Runtime.CompilerServices;
using static PeakTrade.Engine.Tests.Strategies.Compiled;
using static PeakTrade.Engine.Tests.Strategies.Sample;

namespace PeakTrade.Engine.Tests.Strategies;

public sealed class StrategyAssemblyTests : IDisposable
{
    private readonly Compiled _compiled = new();

    public void Dispose() => _compiled.Dispose();

    [Fact]
    public void Each_public_strategy_class_of_a_dll_is_made_and_runs_with_the_hosts_indicators()
    {
        var dll = _compiled.Dll("mine", Usings
            + Strategy("Second", "always_long", "states.Fill(1);")
            + Strategy("First", "above_average", "using var sma = Sma.Of(bars.Close, 2); for (var t = 1; t < states.Length; t++) states[t] = (sbyte)(bars.Close[t] > sma[t] ? 1 : 0);")
            + Strategy("Base", "base", "", "public abstract") + Strategy("Hidden", "hidden", "", "internal sealed"));
        using var assembly = StrategyAssembly.Load(dll);
        Assert.Equal("mine", assembly.Name);
        Assert.Equal(["above_average", "always_long"], assembly.Strategies.Select(s => s.Info.Key));
        Assert.Equal([0, 1, 0, 1], assembly.Strategies[0].States(Closes(5, 6, 4, 9)));
        Assert.Equal("mine", new StrategyRegistry().Register(assembly.Strategies[0]).Source);
    }

    [Fact]
    public void The_file_stays_free_to_be_built_anew()
    {
        var dll = _compiled.Dll("again", Usings + Strategy("S", "first", ""));
        using var first = StrategyAssembly.Load(dll);
        _compiled.Dll("again", Usings + Strategy("S", "second", ""));
        using var second = StrategyAssembly.Load(dll);
        Assert.Equal(("first", "second"), (first.Strategies[0].Info.Key, second.Strategies[0].Info.Key));
        File.Delete(dll);
    }

    [Fact]
    public void What_a_dll_needs_is_found_beside_it()
    {
        var library = _compiled.Dll("beside", "public static class Beside { public static sbyte State => -1; }");
        var dll = _compiled.Dll("needs", Usings + Strategy("S", "needs", "states.Fill(Beside.State);"), library);
        using var assembly = StrategyAssembly.Load(dll);
        Assert.Equal([-1, -1], assembly.Strategies[0].States(Closes(1, 2)));
    }

    [Fact]
    public void Disposing_frees_it()
    {
        var (disposed, code) = LoadRunAndDispose(_compiled.Dll("freed", Usings + Strategy("S", "freed", "states.Fill(1);")));
        for (var i = 0; i < 20 && code.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(code.IsAlive);
        GC.KeepAlive(disposed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (StrategyAssembly Disposed, WeakReference Code) LoadRunAndDispose(string dll)
    {
        using var assembly = StrategyAssembly.Load(dll);
        assembly.Strategies[0].States(Closes(1, 2));
        return (assembly, new WeakReference(assembly.Strategies[0].GetType().Assembly));
    }

    [Fact]
    public void A_file_that_is_not_there_a_directory_and_no_assembly_are_told_apart()
    {
        var text = Path.Combine(_compiled.Folder, "text.dll");
        File.WriteAllText(text, "MZ but not really");
        Assert.Equal("Strategy.FileMissing", Refused(Path.Combine(_compiled.Folder, "nowhere.dll")).Kind.Id);
        Assert.Contains("is a directory", NotLoadable(_compiled.Folder));
        Assert.Contains("is not a .NET assembly", NotLoadable(text));
    }

    [Fact]
    public void A_dll_without_a_strategy_that_can_be_made_says_why()
    {
        Assert.Contains("holds no class that implements PeakTrade.IStrategy", NotLoadable(_compiled.Dll("none", "public class Nothing;")));
        Assert.Contains("Base is abstract", NotLoadable(_compiled.Dll("abstract", Usings + Strategy("Base", "a", "", "public abstract"))));
        Assert.Contains("S is not public", NotLoadable(_compiled.Dll("hidden", Usings + Strategy("S", "a", "", "internal sealed"))));
        Assert.Contains("S has no public constructor without parameters", NotLoadable(_compiled.Dll("taking", Usings + Strategy("S", "a", "", members: "public S(int window) { }"))));
    }

    [Fact]
    public void A_constructor_that_throws_and_a_missing_library_are_told()
    {
        var fault = Refused(_compiled.Dll("throws", Usings + Strategy("S", "a", "", members: "public S() => throw new InvalidOperationException(\"not today\");")));
        Assert.Equal("Strategy.NotLoadable", fault.Kind.Id);
        Assert.Contains("throws.dll: S has a constructor that failed: InvalidOperationException: not today.", fault.Message);
        Assert.IsType<InvalidOperationException>(fault.InnerException);

        var library = _compiled.Dll("gone", "public class Gone;");
        var dll = _compiled.Dll("orphan", Usings + Strategy("S", "a", "", members: "public Gone Field = new();"), library);
        File.Delete(library);
        Assert.Contains("gone", NotLoadable(dll));
    }

    [Fact]
    public void A_class_that_is_loaded_already_is_made_or_refused_with_the_reason()
    {
        Assert.Equal("documented", StrategyClass.Make(typeof(Documented)).Info.Key);
        Assert.Equal("PeakTrade.Engine.Tests: PeakTrade.Engine.Tests.Strategies.Sample+Written has no public constructor without parameters.", Assert.Throws<PeakTradeException>(() => StrategyClass.Make(typeof(Written))).Message);
        Assert.Contains("does not implement PeakTrade.IStrategy", Assert.Throws<PeakTradeException>(() => StrategyClass.Make(typeof(string))).Message);
    }

    public sealed class Documented : IStrategy
    {
        public StrategyInfo Info { get; } = new("documented", "For a test.", []);

        public void Decide(Bars bars, ParameterSet parameters, Span<sbyte> states) => states.Fill(1);
    }

    private static PeakTradeException Refused(string path) => Assert.Throws<PeakTradeException>(() => StrategyAssembly.Load(path));

    private static string NotLoadable(string path)
    {
        var fault = Refused(path);
        Assert.Equal("Strategy.NotLoadable", fault.Kind.Id);
        return fault.Message;
    }
}
