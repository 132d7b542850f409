using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;

namespace EdgeIsolates.AspNetCore.Tests.Dashboard;

/// <summary>The dashboard in a real browser over a real host.</summary>
public sealed class DashboardTests(Browser browser) : IClassFixture<Browser>
{
    private const string Hello = """
        export default {
          fetch(request) {
            const { pathname } = new URL(request.url);
            if (pathname === '/bad') { console.error('<img src=x onerror=alert(1)>'); throw new TypeError('<b>no</b>'); }
            console.log('served', pathname);
            return new Response('hello ' + request.method);
          }
        }
        """;

    [Fact]
    public async Task Functions_AreListedWithTheirFigures()
    {
        await using LiveApp app = await StartAsync();
        await app.DeployAsync(FunctionDeployment.FromCode("switched-off", Hello, "/off"));
        await app.Functions.DisableAsync("switched-off");
        await app.Client.GetAsync("/a");
        await app.Client.GetAsync("/b");
        await app.Client.GetAsync("/bad");

        await using BrowserPage page = await browser.OpenAsync(new Uri(app.Address, "/_edge"));

        await page.WaitForAsync("document.querySelector('[data-function=live] td[data-label=Requests]').textContent === '3'");
        await page.WaitForAsync("document.querySelector('[data-function=live] td[data-label=Errors]').textContent === '1 (33.3 %)'");
        await page.WaitForAsync("document.querySelector('[data-function=live] td[data-label=p99]').textContent.endsWith('s')");
        await page.WaitForAsync("document.querySelector('[data-function=live] td[data-label=Rate]').textContent.endsWith('/s')");
        await page.WaitForAsync("document.querySelector('[data-function=switched-off] .mark').textContent === 'disabled'");
        await page.ClickAsync("#filter");
        await page.TypeAsync("sw");
        await page.WaitForAsync("!document.querySelector('[data-function=live]') && document.querySelector('[data-function=switched-off]')");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Regions_MoreThanOne_AreShownApart()
    {
        await using LiveApp app = await StartAsync();
        await app.Client.GetAsync("/a");
        await app.CountAsync(new MetricsBucket
        {
            FunctionName = "live",
            Version = "1-0",
            Region = "<b>eu</b>",
            Minute = new DateTimeOffset(DateTimeOffset.UtcNow.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero),
            Sums = new Dictionary<string, long> { ["invocations"] = 7, ["outcome.ok"] = 7 },
        });

        await using BrowserPage page = await OpenFunctionAsync(app);

        await page.WaitForAsync("document.querySelector('.regions tbody')?.textContent.startsWith('–1')");
        await page.WaitForAsync("[...document.querySelectorAll('.regions tbody tr')].at(-1).textContent.startsWith('<b>eu</b>70')");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task RollBack_GivesTheRequestsToTheVersion()
    {
        await using LiveApp app = await StartAsync();
        await app.DeployAsync(FunctionDeployment.FromCode("live", Hello + "// 2", "/*") with { Message = "<i>second</i>" });
        await using BrowserPage page = await OpenFunctionAsync(app);

        await page.WaitForAsync("document.querySelector('.versions').textContent.includes('<i>second</i>')");
        await page.ClickAsync("[data-roll-back='1']");
        await page.ClickAsync("[data-answer=yes]");
        await page.WaitForAsync("document.querySelector('#message').textContent.includes('runs version 1-')");
        await page.WaitForAsync("document.querySelector('[data-roll-back=\"2\"]') && !document.querySelector('[data-roll-back=\"1\"]')");

        Assert.Equal(1, Assert.Single(app.Functions.Find("live")!.Traffic).Version.Number);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task DisableAndEnable_ByKeyboardAlone()
    {
        await using LiveApp app = await StartAsync();
        await using BrowserPage page = await OpenFunctionAsync(app);

        await page.WaitForAsync("document.querySelector('.title button').checkVisibility()");
        List<string?> passed = [];
        while (passed is not [.., "Disable"])
        {
            await page.PressAsync("Tab", 9);
            passed.Add((await page.EvaluateAsync("document.activeElement.textContent.slice(0, 30)")).GetString());
            Assert.True(passed.Count < 20, string.Join(", ", passed));
        }

        await page.PressAsync("Enter", 13);
        await page.WaitForAsync("document.querySelector('dialog[open]')");
        await page.PressAsync("Tab", 9);
        await page.PressAsync("Enter", 13);
        await page.WaitForAsync("document.querySelector('.title .mark').textContent === 'disabled'");
        Assert.Equal(FunctionStatus.Disabled, app.Functions.Find("live")!.Status);

        await page.ClickAsync(".title button");
        await page.WaitForAsync("document.querySelector('.title .mark').textContent === 'active'");
        Assert.Equal(FunctionStatus.Active, app.Functions.Find("live")!.Status);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Disable_AnsweredWithEscape_ChangesNothing()
    {
        await using LiveApp app = await StartAsync();
        await using BrowserPage page = await OpenFunctionAsync(app);

        await page.ClickAsync(".title button");
        await page.WaitForAsync("document.querySelector('dialog[open]')");
        await page.PressAsync("Escape", 27);
        await page.WaitForAsync("!document.querySelector('dialog')");

        Assert.Equal(FunctionStatus.Active, app.Functions.Find("live")!.Status);
    }

    [Fact]
    public async Task Traffic_IsSplitByTheSlider()
    {
        await using LiveApp app = await StartAsync();
        await app.DeployAsync(FunctionDeployment.FromCode("live", Hello + "// 2", "/*"));
        await using BrowserPage page = await OpenFunctionAsync(app);

        await page.ClickAsync("#split-percent");
        await page.PressAsync("Home", 36);
        await page.PressAsync("ArrowRight", 39);
        await page.PressAsync("ArrowRight", 39);
        await page.WaitForAsync("document.querySelector('.split output').textContent === '2 %'");
        await page.ClickAsync("[data-action=split]");
        await page.WaitForAsync("document.querySelector('.shares').textContent.includes('98 %')");

        Assert.Equal([(1, 2), (2, 98)], app.Functions.Find("live")!.Traffic.Select(share => (share.Version.Number, share.Percent)));
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Tail_ShowsRequestsAsTheyEndAndTextAsText()
    {
        await using LiveApp app = await StartAsync();
        await using BrowserPage page = await OpenFunctionAsync(app);

        await app.Client.GetAsync("/one?secret=1");
        await app.Client.GetAsync("/bad");

        await page.WaitForAsync("document.querySelectorAll('.tail li').length === 2");
        string text = (await page.EvaluateAsync("document.querySelector('.tail').textContent")).GetString()!;
        Assert.Contains("served /one", text, StringComparison.Ordinal);
        Assert.Contains("<img src=x onerror=alert(1)>", text, StringComparison.Ordinal);
        Assert.Contains("TypeError: <b>no</b> at index.js:4:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Equal(0, (await page.EvaluateAsync("document.querySelectorAll('img, b > b, .tail i').length")).GetInt32());
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Trial_SendsARequestAndShowsWhatBecameOfIt()
    {
        await using LiveApp app = await StartAsync();
        await using BrowserPage page = await OpenFunctionAsync(app);

        await page.ClickAsync(".trial button");
        await page.WaitForAsync("document.querySelector('.result .body').textContent === 'hello GET'");
        await page.WaitForAsync("document.querySelector('.result').textContent.includes('served /')");
        await page.EvaluateAsync("document.querySelector('#trial-url').value = '/bad'");
        await page.ClickAsync(".trial button");
        await page.WaitForAsync("document.querySelector('.result').textContent.includes('TypeError: <b>no</b> at index.js:4:')");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Plots_ShowWhatHappenedAndMemoryEachIsolate()
    {
        await using LiveApp app = await StartAsync();
        await app.Client.GetAsync("/a");
        await using BrowserPage page = await OpenFunctionAsync(app);

        await page.WaitForAsync("document.querySelectorAll('.plot svg').length === 4");
        await page.WaitForAsync("[...document.querySelectorAll('.plot svg')].every((plot) => plot.querySelector('rect, circle, polyline'))");
        await page.WaitForAsync("document.querySelector('.plot svg').getAttribute('aria-label') === 'Requests. Last: ok 1, failed 0.'");
        await page.WaitForAsync("document.querySelector('.isolates meter').value > 0");
        Assert.Empty(page.Errors);
    }

    [Theory]
    [InlineData("/_edge/", "[data-function=live]")]
    [InlineData("/_edge/#/functions/live", "[data-tail=open]")]
    public async Task Page_OnAPhone_FitsItsWidth(string path, string shown)
    {
        await using LiveApp app = await StartAsync();
        await app.DeployAsync(FunctionDeployment.FromCode("live", Hello + "// 2", "/*") with { Message = new string('x', 300), TrafficPercent = 50 });
        await app.Client.GetAsync("/" + new string('y', 300));
        await using BrowserPage page = await browser.OpenAsync(new Uri(app.Address, path), width: 360, height: 740);

        await page.WaitForAsync($"document.querySelector({BrowserPage.Quoted(shown)})");

        JsonElement tooWide = await page.EvaluateAsync("""
            [...document.querySelectorAll('main, main > *, .panel, .panel > *')]
              .filter((element) => element.getBoundingClientRect().right > 360)
              .map((element) => element.outerHTML.slice(0, 200))
            """);
        Assert.Equal("[]", tooWide.GetRawText());
        Assert.Equal(360, (await page.EvaluateAsync("document.documentElement.scrollWidth")).GetInt32());
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task ForeignPage_CannotChangeAnythingWithItsVisitorsBrowser()
    {
        await using LiveApp app = await StartAsync();
        await using LiveApp foreign = await LiveApp.StartAsync("export default { fetch: () => new Response('<p>', { headers: { 'content-type': 'text/html' } }) }");
        await using BrowserPage page = await browser.OpenAsync(foreign.Address);
        string admin = new Uri(app.Address, "/_edge/functions/live").ToString();

        await page.WaitForAsync("document.querySelector('p')");
        await page.EvaluateAsync($$"""
            (async () => {
              const attempts = [
                ['/disable', { method: 'POST', mode: 'no-cors' }],
                ['/disable', { method: 'POST', mode: 'no-cors', body: '{}', headers: { 'content-type': 'text/plain' } }],
                ['/disable', { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ by: 'x' }) }],
                ['/disable', { method: 'POST', mode: 'no-cors', body: '{}', headers: { 'content-type': 'application/json' } }],
                ['/disable', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
                ['/disable', { method: 'POST', headers: { 'x-edge-admin': '1' } }],
                ['', { method: 'DELETE' }],
              ];
              for (const [path, init] of attempts) await fetch({{BrowserPage.Quoted(admin)}} + path, init).catch(() => {});
            })()
            """);

        Assert.Equal(FunctionStatus.Active, app.Functions.Find("live")!.Status);
    }

    private static Task<LiveApp> StartAsync() => LiveApp.StartAsync(Hello, map: mapped =>
    {
        mapped.MapEdgeIsolates();
        mapped.MapEdgeIsolatesAdmin();
    });

    /// <summary>Opens the page of the function, whole: nothing moves any more below the mouse.</summary>
    private async Task<BrowserPage> OpenFunctionAsync(LiveApp app)
    {
        BrowserPage page = await browser.OpenAsync(new Uri(app.Address, "/_edge/#/functions/live"));
        await page.WaitForAsync("document.querySelector('.versions td') && document.querySelector('.plot svg') && document.querySelector('[data-tail=open]')");
        return page;
    }
}
