using EdgeIsolates.Isolates;

namespace EdgeIsolates.Tests.Isolates;

public sealed class HeaderTextTests
{
    [Fact]
    public void JoinAndSplit_AnyHeaders_ComeBackAsTheyWere()
    {
        KeyValuePair<string, string>[] headers = [new("accept", "*/*"), new("x-empty", ""), new("set-cookie", "a=1"), new("set-cookie", "b=2")];
        string text = HeaderText.Join(headers);
        Assert.Equal("accept\n*/*\nx-empty\n\nset-cookie\na=1\nset-cookie\nb=2", text);
        Assert.Equal(headers, HeaderText.Split(text));
    }

    [Fact]
    public void JoinAndSplit_NoHeaders_IsEmptyText()
    {
        Assert.Equal("", HeaderText.Join([]));
        Assert.Empty(HeaderText.Split(""));
    }

    [Fact]
    public void Split_LastValueEmpty_IsKept() => Assert.Equal([new("a", "")], HeaderText.Split("a\n"));

    [Theory]
    [InlineData("a\nb", "c")]
    [InlineData("a", "b\nc")]
    public void Join_LineBreak_IsMisuse(string name, string value) => Assert.Throws<ArgumentException>(() => HeaderText.Join([new(name, value)]));
}
