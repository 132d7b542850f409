using System.Net;
using System.Text.RegularExpressions;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;

namespace EdgeIsolates.AspNetCore.Tests.Dashboard;

public sealed partial class DashboardEndpointsTests
{
    [Theory]
    [InlineData("/_edge", "/_edge")]
    [InlineData("/ops/edge", "/ops/edge/")]
    public async Task Page_IsAtTheRootWithAStrictPolicy(string prefix, string path)
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin(prefix));

        using HttpResponseMessage page = await app.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal($"{prefix}/", page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        string policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Files_AreAllThereAndTakeNothingFromElsewhere()
    {
        await using EdgeApp app = await StartAsync();
        Queue<string> toRead = new(["/_edge/"]);
        HashSet<string> seen = [];
        while (toRead.TryDequeue(out string? path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            using HttpResponseMessage file = await app.Client.GetAsync(path);
            Assert.True(file.IsSuccessStatusCode, path);
            string text = await file.Content.ReadAsStringAsync();
            Assert.DoesNotMatch(ForeignAddress(), text);
            foreach (Match link in Links().Matches(text))
            {
                toRead.Enqueue(link.Groups["page"].Success ? $"/_edge/{link.Groups["page"].Value}" : $"/_edge/dashboard/{link.Groups["module"].Value}");
            }
        }

        Assert.Equal(DashboardFile.All.Count, seen.Count);
    }

    [Theory]
    [InlineData("/_edge/dashboard/none.js")]
    [InlineData("/_edge/dashboard/..%2findex.html")]
    [InlineData("/_edge/dashboard/index.html/x")]
    public async Task File_OfAnotherName_Is404(string path)
    {
        await using EdgeApp app = await StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task File_ThatTheBrowserHas_IsNotSentAgain()
    {
        await using EdgeApp app = await StartAsync();
        using HttpResponseMessage first = await app.Client.GetAsync("/_edge/dashboard/app.js");
        using HttpRequestMessage again = new(HttpMethod.Get, "/_edge/dashboard/app.js") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using HttpResponseMessage second = await app.Client.SendAsync(again);

        Assert.Equal("text/javascript", first.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public void Scripts_MakeNoHtmlOfText()
    {
        foreach ((string name, DashboardFile file) in DashboardFile.All.Where(file => file.Key.EndsWith(".js", StringComparison.Ordinal)))
        {
            string text = System.Text.Encoding.UTF8.GetString(file.Content);
            Assert.False(HtmlOfText().IsMatch(text), name);
        }
    }

    [GeneratedRegex("""(?:href|src)="(?<page>(?:dashboard/|openapi)[^"]+\.(?:css|js|svg))"|from '\./(?<module>[^']+)'""", RegexOptions.CultureInvariant)]
    private static partial Regex Links();

    [GeneratedRegex("""(?:href|src)="(?:https?:)?//|url\(|@import|import\(|from 'http""", RegexOptions.CultureInvariant)]
    private static partial Regex ForeignAddress();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b\(|new Function|srcdoc|parseFromString", RegexOptions.CultureInvariant)]
    private static partial Regex HtmlOfText();

    private static Task<EdgeApp> StartAsync() => EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
}
