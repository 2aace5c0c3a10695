using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeakTrade.Reports;

/// <summary>A risk report as JSON: an object of its sections, undefined figures null.</summary>
internal static class RiskJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(RiskReport report, IReadOnlyList<RiskSection> sections, Stream to)
    {
        using (var json = new Utf8JsonWriter(to, Options))
        {
            json.WriteStartObject();
            Subject(json, report);
            foreach (var section in sections) Section(json, section);
            json.WriteStartArray("undefined");
            foreach (var gap in report.Gaps)
            {
                json.WriteStartObject();
                json.WriteString("section", gap.Section);
                json.WriteString("figure", gap.Figure);
                json.WriteString("reason", gap.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        to.Write("\n"u8);
    }

    private static void Subject(Utf8JsonWriter json, RiskReport report)
    {
        var result = report.Result;
        json.WriteString("symbol", result.Symbol);
        json.WriteString("strategy", result.Strategy);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in result.Parameters) Value(json, name, value);
        json.WriteEndObject();
        Value(json, "start", result.Start);
        Value(json, "end", result.End);
        json.WriteNumber("bars", result.Bars);
        Value(json, "periods_per_year", result.PeriodsPerYear);
        json.WriteString("benchmark", report.Benchmark);
        json.WriteString("data_hash", result.DataHash);
        json.WriteString("config_hash", result.ConfigHash);
    }

    // A section of one table and nothing else is that table.
    private static void Section(Utf8JsonWriter json, RiskSection section)
    {
        var tables = section.Tables.Where(t => t.ForJson).ToList();
        if (section.Facts.Count == 0 && tables is [var only] && only.Key == section.Key)
        {
            Table(json, only);
            return;
        }

        json.WriteStartObject(section.Key);
        foreach (var fact in section.Facts) Value(json, fact.Key, fact.Value);
        foreach (var table in tables) Table(json, table);
        json.WriteEndObject();
    }

    private static void Table(Utf8JsonWriter json, RiskTable table)
    {
        json.WriteStartArray(table.Key);
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < table.Columns.Count; i++) Value(json, table.Columns[i].Key, row.Cells[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case double number when !double.IsFinite(number): json.WriteNull(name); break;
            case double number: json.WriteNumber(name, number); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            case DateTime time: json.WriteString(name, CellText.Iso(time)); break;
            default: json.WriteString(name, CellText.ForPrograms(value)); break;
        }
    }
}
