using EdgeIsolates.Routing;

namespace EdgeIsolates.Tests.Routing;

public sealed class RoutePatternTests
{
    [Theory]
    [InlineData("/webhook", null, false, "/webhook", false)]
    [InlineData("/api/*", null, false, "/api/", true)]
    [InlineData("/*", null, false, "/", true)]
    [InlineData("Example.com/api/users/*", "example.com", false, "/api/users/", true)]
    [InlineData("*.example.com/*", "example.com", true, "/", true)]
    [InlineData("localhost/img*", "localhost", false, "/img", true)]
    public void TryParse_SoundPattern_TakesItApart(string text, string? host, bool isSubdomains, string path, bool isPrefix)
    {
        Assert.True(RoutePattern.TryParse(text, out RoutePattern? pattern, out _));
        Assert.Equal((host, isSubdomains, path, isPrefix), (pattern.Host, pattern.IsSubdomains, pattern.Path, pattern.IsPrefix));
        Assert.Equal(text.ToLowerInvariant(), pattern.ToString());
    }

    [Theory]
    [InlineData("", "no path")]
    [InlineData("api", "no path")]
    [InlineData("https://example.com/*", "scheme")]
    [InlineData("example.com:8080/*", "host")]
    [InlineData("a..b/*", "host")]
    [InlineData("*.*.com/*", "host")]
    [InlineData("*./x", "host")]
    [InlineData("*/x", "host")]
    [InlineData("/a/*/b", "elsewhere")]
    [InlineData("/a**", "elsewhere")]
    [InlineData("/a?x=1", "character")]
    [InlineData("/a b", "character")]
    [InlineData("/a\n", "character")]
    public void TryParse_FaultyPattern_SaysWhatIsWrong(string text, string expected)
    {
        Assert.False(RoutePattern.TryParse(text, out _, out string? fault));
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }
}
