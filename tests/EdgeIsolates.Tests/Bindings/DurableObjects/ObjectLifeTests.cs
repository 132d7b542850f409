using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>How objects begin, leave memory and come back, and alarms.</summary>
public sealed class ObjectLifeTests : IAsyncTest
{
    private const string Counter = "memory = 0; async run() { const n = (await this.ctx.storage.get('n') ?? 0) + 1; await this.ctx.storage.put('n', n); return `${++this.memory}/${n}` }";

    private readonly FakeTime _time = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-objects-");
    private ObjectEdge _edge;

    public ObjectLifeTests() => _edge = New();

    [Fact]
    public async Task Idle_ForTheTimeout_LeavesMemoryAndComesBackWithItsState()
    {
        await _edge.DeployAsync(Counter);
        Assert.Equal("1/1", await _edge.GetAsync());
        Assert.Equal("2/2", await _edge.GetAsync());
        LiveObject live = Assert.Single(_edge.Objects.Live);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("3/3", await _edge.GetAsync());
        _time.Advance(TimeSpan.FromSeconds(15));
        await live.Closed.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(_edge.Objects.Live);
        Assert.Equal("1/4", await _edge.GetAsync());
    }

    [Fact]
    public async Task Deploy_OfANewVersion_MovesTheObjectToIt()
    {
        await _edge.DeployAsync(Counter);
        Assert.Equal("1/1", await _edge.GetAsync());
        await _edge.DeployAsync(Counter.Replace("`${", "`new ${", StringComparison.Ordinal));
        Assert.Equal("new 1/2", await _edge.GetAsync());
    }

    [Fact]
    public async Task Deploy_ThatRenamesTheClass_KeepsItsObjects()
    {
        await _edge.DeployAsync(Counter);
        Assert.Equal("1/1", await _edge.GetAsync());
        FunctionConfig config = ObjectEdge.Config("Thing");
        config = config with
        {
            Migrations = [.. config.Migrations, new DurableObjectMigration { Tag = "v2", RenamedClasses = [new DurableObjectRename("Thing", "Renamed")] }],
            Bindings = new Dictionary<string, FunctionBinding> { ["THING"] = FunctionBinding.Parse("""{ "type": "durable_object_namespace", "class_name": "Renamed" }""") },
        };
        await _edge.DeployAsync(Counter + "} export class Renamed extends Thing {", config: config);
        Assert.Equal("1/2", await _edge.GetAsync());
    }

    [Fact]
    public async Task Deploy_ThatDeletesTheClass_DeletesItsObjects()
    {
        await _edge.Host.StartAsync();
        await _edge.DeployAsync(Counter);
        Assert.Equal("1/1", await _edge.GetAsync());
        Assert.Single(Directory.GetDirectories(_edge.Folder));
        FunctionConfig config = ObjectEdge.Config("Thing");
        config = config with
        {
            Migrations = [.. config.Migrations, new DurableObjectMigration { Tag = "v2", DeletedClasses = ["Thing"] }],
            Bindings = new Dictionary<string, FunctionBinding>(),
        };
        await _edge.Host.DeployAsync("export default { fetch: () => new Response('without') }", config);
        for (int i = 0; i < 6000 && Directory.GetDirectories(_edge.Folder).Length > 0; i++)
        {
            await Task.Delay(10);
        }

        Assert.Empty(Directory.GetDirectories(_edge.Folder));
        Assert.True((await _edge.Host.Functions.RollBackAsync("f")).Succeeded);
        Assert.Equal("1/1", await _edge.GetAsync());
    }

    [Fact]
    public async Task RollBack_WhileTheClassIsDeleted_WaitsAndLosesNothingWrittenAfterwards()
    {
        var store = new SlowDeletions();
        await using var edge = new ObjectEdge(services: store.Register);
        await edge.Host.StartAsync();
        await edge.DeployAsync(Counter);
        Assert.Equal("1/1", await edge.GetAsync());
        FunctionConfig config = ObjectEdge.Config("Thing");
        config = config with
        {
            Migrations = [.. config.Migrations, new DurableObjectMigration { Tag = "v2", DeletedClasses = ["Thing"] }],
            Bindings = new Dictionary<string, FunctionBinding>(),
        };
        await edge.Host.DeployAsync("export default { fetch: () => new Response('without') }", config);
        await store.Begun.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True((await edge.Host.Functions.RollBackAsync("f")).Succeeded);

        Task<string> call = edge.GetAsync();
        Assert.False(call.IsCompleted);
        store.Go();

        Assert.Equal("1/1", await call);
        Assert.Equal("2/2", await edge.GetAsync());
    }

    [Fact]
    public async Task Restart_OfTheHost_KeepsObjects()
    {
        await _edge.DeployAsync(Counter);
        Assert.Equal("1/1", await _edge.GetAsync());
        await RestartAsync();
        await _edge.DeployAsync(Counter);
        Assert.Equal("1/2", await _edge.GetAsync());
    }

    [Fact]
    public async Task ManyObjects_ShareIsolates()
    {
        await _edge.DeployAsync(Counter, "const all = []; for (let i = 0; i < 100; i++) all.push(env.THING.getByName('x' + i).run()); return new Response(String(new Set(await Promise.all(all)).size))");
        Assert.Equal("1", await _edge.GetAsync());
        Assert.Equal(100, _edge.Objects.Live.Count());
        Assert.InRange(_edge.Objects.Live.Select(static live => live.Isolate).Distinct().Count(), 1, 16);
    }

    [Fact]
    public async Task ScriptName_OfAnotherFunction_CallsItsObjects()
    {
        await _edge.DeployAsync(Counter);
        FunctionConfig config = FunctionConfig.Default with
        {
            Bindings = new Dictionary<string, FunctionBinding> { ["T"] = FunctionBinding.Parse("""{ "type": "durable_object_namespace", "class_name": "Thing", "script_name": "f" }""") },
        };
        await _edge.Host.DeployAsync("export default { fetch: async (r, env) => new Response(await env.T.getByName('x').run()) }", config, "other");
        Assert.Equal("1/1", await _edge.GetAsync());
        Assert.Equal("2/2", (await _edge.Host.Runtime.InvokeAsync("other", EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task Alarm_WhenDue_RunsAndIsGone()
    {
        await _edge.Host.StartAsync();
        await _edge.DeployAsync(AlarmClass("this.ctx.storage.put('rang', [info.retryCount, await this.ctx.storage.getAlarm()])"), AlarmHandler);
        await SetAlarmAsync(5000);
        Assert.Equal("5000 undefined", await _edge.GetAsync("/read"));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("null 0,", await EventuallyAsync("/read", static text => text.StartsWith("null 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Alarm_ThatFails_IsTriedAgainAndThenGivenUp()
    {
        await _edge.Host.StartAsync();
        await _edge.DeployAsync(AlarmClass("this.ctx.storage.put('rang', [...(await this.ctx.storage.get('rang') ?? []), info.retryCount]); throw new Error('no')"), AlarmHandler);
        await SetAlarmAsync(10);
        _time.Advance(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 7; i++)
        {
            string expected = $" {string.Join(',', Enumerable.Range(0, i + 1))}";
            Assert.EndsWith(expected, await EventuallyAsync("/read", text => text.EndsWith(expected, StringComparison.Ordinal)), StringComparison.Ordinal);
            await NotedAsync(Math.Min(i + 1, 6));
            Assert.EndsWith(expected, await _edge.GetAsync("/read"), StringComparison.Ordinal);
            _time.Advance(TimeSpan.FromSeconds(2 << i));
        }

        Assert.Equal("null 0,1,2,3,4,5,6", await EventuallyAsync("/read", static text => text.StartsWith("null", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Alarm_ThatFailed_GoesOnWhereItWasAfterARestart()
    {
        const string Fail = "this.ctx.storage.put('rang', [...(await this.ctx.storage.get('rang') ?? []), `${info.retryCount}${info.isRetry ? 'r' : ''}`]); throw new Error('no')";
        await _edge.Host.StartAsync();
        await _edge.DeployAsync(AlarmClass(Fail), AlarmHandler);
        await SetAlarmAsync(10);
        _time.Advance(TimeSpan.FromSeconds(1));
        await RungAsync("0", 1);
        _time.Advance(TimeSpan.FromSeconds(2));
        await RungAsync("0,1r", 2);
        await _edge.Host.StopAsync();
        await RestartAsync();
        await _edge.DeployAsync(AlarmClass(Fail), AlarmHandler);
        await _edge.Host.StartAsync();

        string tries = "0,1r";
        for (int i = 2; i < 6; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1 << i));
            await RungAsync(tries += $",{i}r", i + 1);
        }

        _time.Advance(TimeSpan.FromSeconds(64));

        Assert.Equal("null 0,1r,2r,3r,4r,5r,6r", await EventuallyAsync("/read", static text => text.StartsWith("null", StringComparison.Ordinal)));

        async Task RungAsync(string tries, int failures)
        {
            Assert.EndsWith($" {tries}", await EventuallyAsync("/read", text => text.EndsWith($" {tries}", StringComparison.Ordinal)), StringComparison.Ordinal);
            await NotedAsync(failures);
        }
    }

    [Fact]
    public async Task Alarm_SetAnewInAHandlerThatFails_IsNoRetry()
    {
        await _edge.Host.StartAsync();
        await _edge.DeployAsync(
            AlarmClass("const n = await this.ctx.storage.get('rang') ?? ''; await this.ctx.storage.put('rang', n + info.retryCount); if (n !== '') return; await this.ctx.storage.setAlarm(await this.ctx.storage.get('now') + 1500); throw new Error('no')"),
            AlarmHandler);
        await SetAlarmAsync(1000);
        _time.Advance(TimeSpan.FromMilliseconds(1000));
        Assert.EndsWith(" 0", await EventuallyAsync("/read", static text => text.EndsWith(" 0", StringComparison.Ordinal)), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal("null 00", await EventuallyAsync("/read", static text => text.StartsWith("null", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Alarm_DueWhileTheHostWasDown_RunsAfterIt()
    {
        await _edge.Host.StartAsync();
        await _edge.DeployAsync(AlarmClass("this.ctx.storage.put('rang', 'yes')"), AlarmHandler);
        await SetAlarmAsync(60000);
        await RestartAsync();
        _time.Advance(TimeSpan.FromSeconds(61));
        await _edge.DeployAsync(AlarmClass("this.ctx.storage.put('rang', 'yes')"), AlarmHandler);
        await _edge.Host.StartAsync();
        Assert.Equal("null yes", await EventuallyAsync("/read", static text => text.EndsWith("yes", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Alarm_SetAnewInItsHandler_RunsAgain()
    {
        await _edge.Host.StartAsync();
        await _edge.DeployAsync(AlarmClass("const n = (await this.ctx.storage.get('rang') ?? 0) + 1; await this.ctx.storage.put('rang', n); await this.ctx.storage.setAlarm(await this.ctx.storage.get('now') + 1000 * (n + 1))"), AlarmHandler);
        await SetAlarmAsync(1000);
        for (int i = 1; i <= 3; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1000));
            Assert.EndsWith($" {i}", await EventuallyAsync("/read", text => text.EndsWith($" {i}", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Alarm_Deleted_DoesNotRun()
    {
        await _edge.Host.StartAsync();
        await _edge.DeployAsync(AlarmClass("this.ctx.storage.put('rang', 'yes')"), AlarmHandler);
        await SetAlarmAsync(1000);
        await _edge.GetAsync("/delete");
        _time.Advance(TimeSpan.FromSeconds(5));
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        Assert.Equal("null undefined", await _edge.GetAsync("/read"));
    }

    public async ValueTask DisposeAsync()
    {
        await _edge.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private const string AlarmHandler =
        """
        const x = env.THING.getByName('x'), { pathname, searchParams } = new URL(request.url);
        if (pathname === '/set') await x.set(Number(searchParams.get('now')), Number(searchParams.get('ms')));
        if (pathname === '/delete') await x.unset();
        return new Response(await x.read());
        """;

    private static string AlarmClass(string alarm) =>
        $$"""
        async set(now, ms) { await this.ctx.storage.put('now', now); await this.ctx.storage.setAlarm(now + ms) }
        async unset() { await this.ctx.storage.deleteAlarm() }
        async read() { const alarm = await this.ctx.storage.getAlarm(); return `${alarm === null ? null : alarm - await this.ctx.storage.get('now')} ${await this.ctx.storage.get('rang')}` }
        async alarm(info) { {{alarm}} }
        """;

    /// <summary>Scripts see the real clock; alarms go by the host's.</summary>
    private Task<string> SetAlarmAsync(int milliseconds) => _edge.GetAsync($"/set?now={_time.GetUtcNow().ToUnixTimeMilliseconds()}&ms={milliseconds}");

    private async Task<string> EventuallyAsync(string path, Func<string, bool> isSo)
    {
        for (int i = 0; ; i++)
        {
            string text = await _edge.GetAsync(path);
            if (isSo(text) || i > 500)
            {
                return text;
            }

            // The alarm clock may have set its timer only after the test moved the time on.
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    /// <summary>Waits until the node has noted so many failures of its one alarm.</summary>
    private async Task NotedAsync(int failures)
    {
        IDurableObjectAlarms alarms = _edge.Host.Get<IDurableObjectStore>().Alarms;
        for (int i = 0; i < 6000 && await alarms.ReadFirstAsync(1, CancellationToken.None) is [var alarm] && alarm.Failures < failures; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    private async Task RestartAsync()
    {
        await _edge.Host.DisposeAsync();
        _edge = New();
    }

    private ObjectEdge New() => new(time: _time, folder: _folder.FullName);
}
