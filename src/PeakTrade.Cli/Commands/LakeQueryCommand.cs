using System.CommandLine;
using PeakTrade.Cli.Output;
using PeakTrade.Operations;

namespace PeakTrade.Cli.Commands;

/// <summary><c>peaktrade lake query</c>: SQL over the lake and the run store.</summary>
internal static class LakeQueryCommand
{
    private static readonly Argument<string> Sql = new("sql") { Description = "One SELECT over ohlcv, runs, equity, trades and the other tables of docs/lake.md; - is standard input." };
    private static readonly Option<string[]> Parameters = new("--param", "-p") { Description = "The value of $name in the SQL (of the first ? by the name 1), as text that DuckDB turns into what stands there. May be given again.", HelpName = "name=value" };
    private static readonly Option<string> Lake = new("--lake") { Description = "The lake's folder.", DefaultValueFactory = _ => "data/lake", HelpName = "folder" };
    private static readonly Option<string> Results = new("--results-root") { Description = "The folder of the run store.", DefaultValueFactory = _ => "results", HelpName = "folder" };
    private static readonly Option<string?> As = new("--as") { Description = "Write the result to --output in this format." };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "The file that --as writes.", HelpName = "file" };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace a file that is there." };
    private static readonly Option<string?> Memory = new("--memory-limit") { Description = "The most memory, such as 500MB or 4GB. [default: half of the machine's]", HelpName = "size" };
    private static readonly Option<double?> Timeout = new("--timeout") { Description = "The most seconds from the start to the last row. [default: none]", HelpName = "seconds" };
    private static readonly Option<int?> Threads = new("--threads") { Description = "The most threads. [default: one a core]", HelpName = "count", CustomParser = Given.Whole<int>(least: 1) };

    public static Command Create(Door door)
    {
        As.AcceptOnlyFromAmong("csv", "parquet");
        var command = new DocumentedCommand("query", "Run SQL over the lake and the run store; it only reads, and nothing else.",
            "peaktrade lake query \"SELECT symbol, COUNT(*) FROM ohlcv GROUP BY 1 ORDER BY 2 DESC\"",
            "peaktrade lake query \"SELECT * FROM ohlcv WHERE symbol = ? LIMIT 5\" --param 1=BTC/EUR --json",
            "peaktrade lake query \"SELECT strategy, max(sharpe) FROM runs GROUP BY ALL\" --as parquet --output best.parquet",
            "cat query.sql | peaktrade lake query - --timeout 60")
        {
            Sql, Parameters, Lake, Results, As, Output, Force, Memory, Timeout, Threads,
        };
        door.Handle(command, (parsed, listener, cancel) => Run(door, parsed, listener, cancel));
        return command;
    }

    private static int Run(Door door, ParseResult parsed, IListener listener, CancellationToken cancel)
    {
        var request = Request(parsed);
        var (format, output) = (parsed.GetValue(As), parsed.GetValue(Output));
        if (format is null != output is null) throw FaultCatalogue.ArgumentInvalid.Because("--as and --output go together.", "Give both, or neither.");
        if (format is null || output is null) return Rows(door, parsed, QueryLake.Execute(request, listener, cancel));

        return door.Write(parsed, [() => QueryLake.Write(request, format == "csv" ? LakeQueryFormat.Csv : LakeQueryFormat.Parquet, Door.FullPath(output), parsed.GetValue(Force), listener, cancel)], QueryTable.File);
    }

    private static QueryLakeRequest Request(ParseResult parsed)
    {
        var sql = parsed.GetRequiredValue(Sql);
        return new QueryLakeRequest
        {
            Sql = sql == "-" ? Console.In.ReadToEnd() : sql,
            Parameters = new Dictionary<string, object?>(Pairs.Read(parsed.GetValue(Parameters) ?? [], "--param")),
            Lake = Door.FullPath(parsed.GetRequiredValue(Lake)),
            ResultsRoot = Door.FullPath(parsed.GetRequiredValue(Results)),
            MemoryLimit = parsed.GetValue(Memory),
            TimeoutSeconds = parsed.GetValue(Timeout),
            Threads = parsed.GetValue(Threads),
        };
    }

    private static int Rows(Door door, ParseResult parsed, IEnumerable<QueryRow> query)
    {
        using var rows = query.GetEnumerator();
        var first = Next(rows);
        // A plan is a drawing of many lines.
        if (first is not null && !parsed.GetValue(Door.Json) && rows.Current is { Columns: [{ Name: "explain_key" }, { Name: "explain_value" }] } plan)
        {
            door.Output.WriteLine(plan.Values[1]);
            return ExitCodes.Done;
        }

        if (first is not null) return door.Write(parsed, Works(first, rows), QueryTable.Of(rows.Current?.Columns ?? []));
        door.Error.WriteLine("peaktrade: the query has no rows.");
        return ExitCodes.Done;
    }

    private static IEnumerable<Func<QueryRow>> Works(Func<QueryRow> first, IEnumerator<QueryRow> rows)
    {
        for (var work = first; work is not null; work = Next(rows)) yield return work;
    }

    // A query may fail at any row; it has none after that.
    private static Func<QueryRow>? Next(IEnumerator<QueryRow> rows)
    {
        try
        {
            if (!rows.MoveNext()) return null;
            var row = rows.Current;
            return () => row;
        }
        catch (PeakTradeException fault)
        {
            return Fails(fault);
        }
    }

    private static Func<QueryRow> Fails(PeakTradeException fault) => () => throw fault;
}
