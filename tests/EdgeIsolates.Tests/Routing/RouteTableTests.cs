using EdgeIsolates.Routing;

namespace EdgeIsolates.Tests.Routing;

public sealed class RouteTableTests
{
    private static readonly RouteTable<string> Table = TableOf(
        "/*",
        "/api/*",
        "/api/users",
        "/api/users/*",
        "/webhook",
        "example.com/api/*",
        "*.example.com/*",
        "*.eu.example.com/*",
        "shop.example.com/cart");

    [Theory]
    [InlineData("other.org", "/", "/*")]
    [InlineData("other.org", "/webhook", "/webhook")]
    [InlineData("other.org", "/webhook/x", "/*")]
    [InlineData("other.org", "/Webhook", "/*")]
    [InlineData("other.org", "/api", "/api/*")]
    [InlineData("other.org", "/apis", "/*")]
    [InlineData("other.org", "/api/x", "/api/*")]
    [InlineData("other.org", "/api/users", "/api/users")]
    [InlineData("other.org", "/api/users/7", "/api/users/*")]
    [InlineData("example.com", "/api/users/7", "example.com/api/*")]
    [InlineData("EXAMPLE.com", "/api/x", "example.com/api/*")]
    [InlineData("example.com.", "/api/x", "example.com/api/*")]
    [InlineData("example.com", "/x", "/*")]
    [InlineData("a.example.com", "/x", "*.example.com/*")]
    [InlineData("a.eu.example.com", "/x", "*.eu.example.com/*")]
    [InlineData("eu.example.com", "/x", "*.example.com/*")]
    [InlineData("shop.example.com", "/cart", "shop.example.com/cart")]
    [InlineData("shop.example.com", "/x", "*.example.com/*")]
    public void Match_SeveralFit_TakesTheMostSpecific(string host, string path, string expected) => Assert.Equal(expected, Table.Match(host, path));

    [Fact]
    public void Match_NothingFits_IsNull() => Assert.Null(TableOf("example.com/a").Match("example.com", "/b"));

    [Fact]
    public void Match_Warm_AllocatesNothing()
    {
        Table.Match("a.eu.example.com", "/x");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Table.Match("a.eu.example.com", "/api/users/7");
            Table.Match("other.org", "/api/x");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    internal static RouteTable<string> TableOf(params IEnumerable<string> patterns) =>
        new(patterns.Select(text => KeyValuePair.Create(Parse(text), text)));

    internal static RoutePattern Parse(string text)
    {
        Assert.True(RoutePattern.TryParse(text, out RoutePattern? pattern, out string? fault), fault);
        return pattern;
    }
}
