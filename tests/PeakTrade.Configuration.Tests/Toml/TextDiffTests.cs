using FsCheck;
using FsCheck.Fluent;

namespace PeakTrade.Configuration.Tests;

public class TextDiffTests
{
    [Fact]
    public void A_change_stands_among_three_lines_on_each_side()
    {
        // As "diff -u" of GNU diffutils writes it.
        const string Expected = "--- config.toml\n+++ config.toml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n";
        Assert.Equal(Expected, TextDiff.Unified("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "config.toml"));
    }

    [Theory]
    [InlineData("a\n", "a\n", "")]
    [InlineData("", "a\n", "@@ -0,0 +1 @@\n+a\n")]
    [InlineData("a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n")]
    [InlineData("a\nb", "a\nb\nc", "@@ -1,2 +1,3 @@\n a\n-b\n\\ No newline at end of file\n+b\n+c\n\\ No newline at end of file\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n", "@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n", "@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n")]
    public void Hunks_are_those_of_diff(string old, string @new, string hunks) =>
        Assert.Equal(hunks.Length == 0 ? "" : $"--- f\n+++ f\n{hunks}", TextDiff.Unified(old, @new, "f"));

    [Fact]
    public void What_is_removed_and_kept_is_the_old_text_and_what_is_added_and_kept_the_new() =>
        Prop.ForAll(Gen.Elements("a\n", "b\n", "c\n").ArrayOf().Two().ToArbitrary(), texts =>
        {
            var (old, @new) = (string.Concat(texts.Item1), string.Concat(texts.Item2));
            var diff = TextDiff.Unified(old, @new, "f");
            var (at, result) = (0, "");
            foreach (var line in diff.Split('\n').Skip(2).Where(l => l.Length > 0))
            {
                if (line[0] == '@')
                {
                    var parts = line[4..].Split(' ')[0].Split(',');
                    var start = int.Parse(parts[0]) - (parts.Length > 1 && parts[1] == "0" ? 0 : 1);
                    for (; at < start; at++) result += texts.Item1[at];
                    continue;
                }

                if (line[0] != '+' && texts.Item1[at++] != line[1..] + "\n") return false;
                if (line[0] != '-') result += line[1..] + "\n";
            }

            return result + string.Concat(texts.Item1[at..]) == @new;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(1_986, 3).WithEndSize(20));
}
