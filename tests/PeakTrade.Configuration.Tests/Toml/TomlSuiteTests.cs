using System.Text.Json.Nodes;

namespace PeakTrade.Configuration.Tests;

public class TomlSuiteTests
{
    public static TheoryData<string> Valid => TomlSuite.Files("valid");

    public static TheoryData<string> Invalid => TomlSuite.Files("invalid");

    [TomlSuiteTheory]
    [MemberData(nameof(Valid))]
    public void A_valid_file_reads_as_the_suite_says(string file)
    {
        var expected = JsonNode.Parse(TomlSuite.Read(Path.ChangeExtension(file, ".json")));
        var table = TomlReader.Parse(TomlSuite.Read(file), file);
        Assert.Equal(TaggedJson.OfSuite(expected!), TaggedJson.Of(table));
        Assert.Equal(TaggedJson.Of(table), TaggedJson.Of(TomlReader.Parse(TomlWriter.Write(table))));
    }

    [TomlSuiteTheory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_file_is_refused_with_its_line_and_column(string file)
    {
        var fault = Assert.Throws<PeakTradeException>(() => TomlReader.Parse(TomlSuite.Read(file), file));
        Assert.Same(FaultCatalogue.ConfigSyntax, fault.Kind);
        var place = Assert.Single(fault.Faults).Place;
        Assert.Equal(file, place.File);
        Assert.True(place.Line > 0 && place.Column > 0);
    }
}
