using System.Net.Http.Json;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;

namespace EdgeIsolates.AspNetCore.Tests.Dashboard;

/// <summary>What the dashboard shows of a function's state, in a real browser over real stores.</summary>
public sealed class StatePanelTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Keys_AreListedChangedAndDeleted()
    {
        await using StatefulFunction function = await StatefulFunction.StartAsync();
        await function.App.Client.PutAsJsonAsync("/_edge/kv/users/value?key=a%2F%3Cb%3E", new { value = "<i>old</i>", metadata = new { n = 1 } });
        await function.App.Client.PutAsJsonAsync("/_edge/kv/users/value?key=z", new { value = "other" });
        await using BrowserPage page = await OpenAsync(function);

        await page.WaitForAsync("document.querySelectorAll('.keys tbody tr').length === 2");
        await page.EvaluateAsync("document.querySelector('#keys-prefix').value = 'a/'; document.querySelector('#keys-prefix').form.requestSubmit()");
        await page.WaitForAsync("document.querySelectorAll('.keys tbody tr').length === 1 && document.querySelector('.keys').textContent.includes('a/<b>')");
        await page.ClickAsync(".keys button");
        await page.WaitForAsync("document.querySelector('[data-value]')?.value === '<i>old</i>' && document.querySelector('.edited').textContent.includes('metadata {\"n\":1}')");
        await page.EvaluateAsync("document.querySelector('[data-value]').value = 'new'");
        await page.ClickAsync("[data-action=save-key]");
        await page.WaitForAsync("document.querySelector('#message').textContent === 'a/<b> is written.' && document.querySelector('.edited').textContent.includes('3 B')");
        JsonElement written = await EdgeApp.JsonOf(await function.App.Client.GetAsync("/_edge/kv/users/value?key=a%2F%3Cb%3E"));
        Assert.Equal(("new", "{\"n\":1}"), (written.GetProperty("value").GetString(), written.GetProperty("metadata").GetRawText()));

        await page.ClickAsync("[data-action=delete-key]");
        await page.ClickAsync("[data-answer=yes]");
        await page.WaitForAsync("document.querySelector('.listed').textContent === 'No keys.'");
        Assert.Equal(0, (await page.EvaluateAsync("document.querySelectorAll('.state i, .state b').length")).GetInt32());
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Sql_ShowsRowsAndErrors()
    {
        await using StatefulFunction function = await StatefulFunction.StartAsync();
        await using BrowserPage page = await OpenAsync(function);

        await RunAsync(page, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, raw BLOB)");
        await page.WaitForAsync("document.querySelector('.sql + .result').textContent.includes('0 rows')");
        await RunAsync(page, "INSERT INTO t VALUES (9007199254740993, '<img src=x>', x'ff'), (2, NULL, NULL)");
        await page.WaitForAsync("document.querySelector('.sql + .result').textContent.includes('2 changed')");
        await RunAsync(page, "SELECT name, id, raw FROM t ORDER BY id DESC");
        await page.WaitForAsync("document.querySelectorAll('.rows tbody tr').length === 2");
        Assert.Equal(
            """["<img src=x>","9007199254740993","base64: /w==","null","2","null"]""",
            (await page.EvaluateAsync("[...document.querySelectorAll('.rows td')].map((cell) => cell.textContent)")).GetRawText());
        await RunAsync(page, "SELECT * FROM nowhere");
        await page.WaitForAsync("document.querySelector('.sql + .result .error')?.textContent.includes('nowhere')");
        Assert.Equal(0, (await page.EvaluateAsync("document.querySelectorAll('img').length")).GetInt32());
    }

    [Fact]
    public async Task Queues_ShowDeadLettersReplayAndPurge()
    {
        await using StatefulFunction function = await StatefulFunction.StartAsync();
        await function.App.Client.GetStringAsync("/send");
        await using BrowserPage page = await OpenAsync(function);

        await page.WaitForAsync("document.querySelector('.queues')?.textContent.includes('dead letters of jobs')");
        await page.ClickAsync("[data-show=dead]");
        await page.WaitForAsync("document.querySelector('.messages td.text')?.textContent === '\"<i>job</i>\"'");
        await page.ClickAsync("[data-replay=dead]");
        await page.WaitForAsync("document.querySelector('#message').textContent === '1 messages of dead went back to work.'");

        await function.App.Client.GetStringAsync("/send");
        await page.ClickAsync("[data-purge=dead]");
        await page.ClickAsync("[data-answer=yes]");
        await page.WaitForAsync("document.querySelector('#message').textContent === '1 messages of dead are deleted.'");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Schedules_TellTheNextRunAndRunNow()
    {
        await using StatefulFunction function = await StatefulFunction.StartAsync();
        await using BrowserPage page = await OpenAsync(function);

        await page.WaitForAsync("/Jan 1, 20\\d\\d/.test(document.querySelector('.schedules')?.textContent)");
        await page.ClickAsync("[data-run]");
        await page.WaitForAsync("document.querySelector('#message').textContent === '0 0 1 1 * ran: ok.'");
        await page.WaitForAsync("document.querySelectorAll('.runs tbody tr').length === 1 && document.querySelector('.runs .mark').textContent === 'ok'");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Objects_AreShownWithTheirCallsAndAlarms()
    {
        await using StatefulFunction function = await StatefulFunction.StartAsync();
        await function.App.Client.GetStringAsync("/count");
        await using BrowserPage page = await OpenAsync(function);

        await page.WaitForAsync("document.querySelector('[data-class=Counter]')?.textContent === 'Counter 1 live on this node'");
        await page.WaitForAsync("document.querySelector('.objects tbody td').textContent === '<u>ann</u>' && document.querySelectorAll('.alarms tbody tr').length === 1");
        Assert.Equal(0, (await page.EvaluateAsync("document.querySelectorAll('.state u').length")).GetInt32());
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Panels_OnAPhone_FitItsWidth()
    {
        await using StatefulFunction function = await StatefulFunction.StartAsync();
        await function.App.Client.PutAsJsonAsync($"/_edge/kv/users/value?key={new string('k', 300)}", new { value = new string('v', 3000) });
        await function.App.Client.GetStringAsync("/send");
        await function.App.Client.GetStringAsync("/count");
        await using BrowserPage page = await browser.OpenAsync(new Uri(function.App.Address, "/_edge/#/functions/live"), width: 360, height: 740);
        await page.WaitForAsync("document.querySelector('.keys') && document.querySelector('.queues') && document.querySelector('.objects')");
        await page.ClickAsync(".keys button");
        await page.ClickAsync("[data-show=dead]");
        await RunAsync(page, $"SELECT '{new string('x', 500)}' AS a, 2 AS b, 3 AS c");
        await page.WaitForAsync("document.querySelector('[data-value]') && document.querySelector('.messages') && document.querySelector('.rows')");

        JsonElement tooWide = await page.EvaluateAsync("""
            [...document.querySelectorAll('main, .panel, .panel > *, .panel > * > :not(tr, td, th, span)')]
              .filter((element) => element.getBoundingClientRect().right > 360)
              .map((element) => element.outerHTML.slice(0, 200))
            """);
        Assert.Equal("[]", tooWide.GetRawText());
        Assert.Equal(360, (await page.EvaluateAsync("document.documentElement.scrollWidth")).GetInt32());
        Assert.Empty(page.Errors);
    }

    private static async Task RunAsync(BrowserPage page, string statement)
    {
        await page.WaitForAsync("document.querySelector('#sql-statement')");
        await page.EvaluateAsync($"document.querySelector('#sql-statement').value = {BrowserPage.Quoted(statement)}; document.querySelector('.sql').requestSubmit()");
        await page.WaitForAsync("!document.querySelector('.sql button').disabled");
    }

    /// <summary>Opens the page of the function, whole: nothing moves any more below the mouse.</summary>
    private async Task<BrowserPage> OpenAsync(StatefulFunction function)
    {
        BrowserPage page = await browser.OpenAsync(new Uri(function.App.Address, "/_edge/#/functions/live"));
        await page.WaitForAsync(
            "document.querySelector('.versions td') && document.querySelector('.plot svg') && document.querySelector('[data-tail=open]') && document.querySelector('.schedules') && document.querySelector('.queues') && document.querySelector('[data-class]')");
        return page;
    }
}
