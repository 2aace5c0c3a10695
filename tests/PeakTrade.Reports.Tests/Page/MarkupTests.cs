using System.Xml.Linq;

namespace PeakTrade.Reports.Tests;

public class MarkupTests
{
    [Theory]
    [InlineData("<script>alert('x')</script> & \"q\"")]
    [InlineData("]]> --> <!-- </style>")]
    [InlineData("Größe 漢字 😀")]
    public void Text_and_attributes_are_read_back_as_they_were(string text)
    {
        using var to = new StringWriter();
        new Markup(to).Open("p", ("title", text)).Text(text).Close();
        var read = XElement.Parse(to.ToString());
        Assert.Equal(text, read.Value);
        Assert.Equal(text, (string?)read.Attribute("title"));
    }

    [Fact]
    public void What_no_page_may_hold_is_replaced()
    {
        // Halves of surrogate pairs cannot stand in an attribute of a test.
        foreach (var (text, wanted) in new[] { ("a\0b\u0001c\u009fd", "a\ufffdb\ufffdc\ufffdd"), ("half " + '\ud83d', "half \ufffd"), ('\ude00' + " other", "\ufffd other") })
        {
            using var to = new StringWriter();
            new Markup(to).Element("p", text);
            Assert.Equal(wanted, XElement.Parse(to.ToString()).Value);
        }
    }
}
