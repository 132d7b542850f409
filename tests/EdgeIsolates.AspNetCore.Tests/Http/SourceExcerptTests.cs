namespace EdgeIsolates.AspNetCore.Tests.Http;

public sealed class SourceExcerptTests
{
    [Fact]
    public void Of_ShortLine_PutsTheCaretBelowTheColumn() =>
        Assert.Equal("Unexpected token at a.js:12:5\n\n12 | let ] = 1\n   |     ^", SourceExcerpt.Of("Unexpected token", "a.js", 12, 5, "let ] = 1"));

    [Fact]
    public void Of_NoPlace_IsTheMessage() =>
        Assert.Equal("No handler", SourceExcerpt.Of("No handler", null, 0, 0, null));

    [Fact]
    public void Of_MegabytesInOneLine_ShowsAWindow()
    {
        string line = new string('a', 1_000_000) + ']' + new string('b', 1_000_000);

        string[] shown = SourceExcerpt.Of("x", "a.js", 1, 1_000_001, line).Split('\n');

        Assert.True(shown[2].Length < 200);
        Assert.Equal(']', shown[2][shown[3].IndexOf('^', StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(100)]
    public void Of_ColumnOutsideTheLine_DoesNotFail(int column) =>
        Assert.Contains("abc", SourceExcerpt.Of("x", "a.js", 1, column, "abc"), StringComparison.Ordinal);

    [Fact]
    public void Of_TabsAndSurrogates_KeepColumns() =>
        Assert.Equal("x at a.js:1:4\n\n1 |  \uFFFDa]\n  |    ^", SourceExcerpt.Of("x", "a.js", 1, 4, "\t\uD800a]"));
}
