using EdgeIsolates.Bindings.Caching;
using EdgeIsolates.Storage.Redis;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Tests.Bindings.Caching;

/// <summary>Two hosts whose functions share their answers through one Redis.</summary>
public sealed class SharedCacheTests(SharedRedis redis) : IClassFixture<SharedRedis>, IAsyncLifetime
{
    private const string Function = """
        const show = async (response) => response === undefined ? 'none' : `${response.status} ${await response.text()} ${response.headers.get('age')}`;
        export default { async fetch(request) {
          const url = 'https://a.example/', cache = caches.default, { searchParams } = new URL(request.url);
          const asked = new Request(url, { headers: { accept: searchParams.get('accept') ?? 'any' } });
          switch (searchParams.get('do')) {
            case 'put':
              const headers = { 'cache-control': 'max-age=600', vary: searchParams.get('vary') ?? '' };
              return new Response(await cache.put(asked, new Response(searchParams.get('text').repeat(searchParams.get('times') ?? 1), { headers })));
            case 'delete': return new Response(await cache.delete(asked));
            default: return new Response(await show(await cache.match(asked)));
          }
        } };
        """;

    private readonly FakeTime _time = new();
    private readonly LinesOf<SharedResponses> _logger = new();
    private readonly string _prefix = redis.NewPrefix();
    private readonly List<EdgeHost> _hosts = [];
    private readonly Dictionary<EdgeHost, EdgeFunction> _functions = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (EdgeHost host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Put_OnOneHost_TheOtherHasIt()
    {
        EdgeHost one = NewHost(), two = NewHost();
        await CallAsync(one, "do=put&text=hello");
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("200 hello 30", await CallAsync(two));
        Assert.Equal("200 hello 30", await CallAsync(one));
        _time.Advance(TimeSpan.FromSeconds(569));
        Assert.Equal("200 hello 599", await CallAsync(two));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("none", await CallAsync(two));
    }

    [Fact]
    public async Task Put_AnotherAnswerOnOneHost_TheOtherHasThatOne()
    {
        EdgeHost one = NewHost(), two = NewHost();
        await CallAsync(one, "do=put&text=old");
        Assert.Equal("200 old 0", await CallAsync(two));
        _time.Advance(TimeSpan.FromSeconds(1));

        await CallAsync(two, "do=put&text=new");

        Assert.Equal("200 new 0", await CallAsync(one));
    }

    [Fact]
    public async Task Delete_OnOneHost_IsGoneInTheOther()
    {
        EdgeHost one = NewHost(), two = NewHost();
        await CallAsync(one, "do=put&text=hello");
        Assert.Equal("200 hello 0", await CallAsync(two));

        Assert.Equal("true", await CallAsync(two, "do=delete"));

        Assert.Equal("none", await CallAsync(two));
        Assert.Equal("none", await CallAsync(one));
        Assert.Equal("false", await CallAsync(one, "do=delete"));
    }

    [Fact]
    public async Task Delete_WithinTheLocalTime_IsSeenWhenThatIsOver()
    {
        EdgeHost one = NewHost(options => options.LocalTime = TimeSpan.FromSeconds(5)), two = NewHost();
        await CallAsync(one, "do=put&text=hello");
        Assert.Equal("true", await CallAsync(two, "do=delete"));

        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("200 hello 4", await CallAsync(one));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("none", await CallAsync(one));
    }

    [Fact]
    public async Task Vary_KeepsAnswersApartOnAllHosts()
    {
        EdgeHost one = NewHost(), two = NewHost();
        await CallAsync(one, "do=put&vary=accept&accept=html&text=html");
        await CallAsync(two, "do=put&vary=accept&accept=json&text=json");

        Assert.Equal("200 html 0", await CallAsync(two, "accept=html"));
        Assert.Equal("200 json 0", await CallAsync(one, "accept=json"));
        Assert.Equal("none", await CallAsync(one, "accept=xml"));
    }

    [Fact]
    public async Task Vary_WithoutEnd_OldAnswersGo()
    {
        EdgeHost one = NewHost();
        for (int i = 0; i < 40; i++)
        {
            await CallAsync(one, $"do=put&vary=accept&accept={i}&text={i}");
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        IReadOnlyList<StoredResponse> kept = await one.Get<IResponseStore>().ListAsync("f", "https://a.example/ ", CancellationToken.None);

        Assert.Equal(Enumerable.Range(8, 32), kept.Select(answer => int.Parse(Assert.Single(answer.Vary).Value!)).Order());
    }

    [Fact]
    public async Task Put_LargerThanRedisTakes_StaysWithItsHostAndReplacesWhatWasShared()
    {
        EdgeHost one = NewHost(options => options.MaxBodyBytes = 100), two = NewHost();
        await CallAsync(one, "do=put&text=small");
        Assert.Equal("200 small 0", await CallAsync(two));

        await CallAsync(one, "do=put&text=x&times=101");

        Assert.StartsWith("200 xxx", await CallAsync(one), StringComparison.Ordinal);
        Assert.Equal("none", await CallAsync(two));
        await CallAsync(one, "do=put&text=x&times=100");
        Assert.StartsWith("200 xxx", await CallAsync(two), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Match_MemoryIsFull_IsAMiss()
    {
        EdgeHost one = NewHost(), two = NewHost(memoryBytes: 0);
        await CallAsync(one, "do=put&text=hello");

        Assert.Equal("none", await CallAsync(two));
        Assert.Equal(0, two.Responses.Bytes);
    }

    [Fact]
    public async Task Match_WhatRedisHasIsNoAnswer_IsAMissAndALine()
    {
        EdgeHost one = NewHost(), two = NewHost(services: services => services.AddSingleton<IResponseStore>(new BrokenResponseStore()));

        Assert.Equal("none", await CallAsync(two));
        await CallAsync(two, "do=put&text=mine");
        Assert.Equal("200 mine 0", await CallAsync(two));
        Assert.Equal("true", await CallAsync(two, "do=delete"));
        Assert.Equal("none", await CallAsync(one));
        Assert.Single(_logger.Lines, line => line.Contains("does not answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redis_GoesAwayAndComesBack_FunctionsNeverFail()
    {
        await using SharedRedis own = await SharedRedis.CreateAsync();
        EdgeHost host = NewHost(options => options.Configuration = own.Server.Configuration);
        await CallAsync(host, "do=put&text=hello");
        Assert.Equal("200 hello 0", await CallAsync(host));

        await own.Server.StopAsync();

        Assert.Equal("200 hello 0", await CallAsync(host));
        await CallAsync(host, "do=put&text=alone");
        Assert.Equal("200 alone 0", await CallAsync(host));
        Assert.Equal("true", await CallAsync(host, "do=delete"));
        Assert.Equal("none", await CallAsync(host));
        await CallAsync(host, "do=put&text=again");
        Assert.Single(_logger.Lines);

        await own.Server.StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (_logger.Lines.Count == 1)
        {
            // The client connects again in its own time.
            await Task.Delay(50, patience.Token);
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.StartsWith("200 again", await CallAsync(host), StringComparison.Ordinal);
        }

        Assert.Contains("answers again", _logger.Lines[1], StringComparison.Ordinal);
        await CallAsync(host, "do=put&text=shared");
        Assert.Equal("200 shared 0", await CallAsync(NewHost(options => options.Configuration = own.Server.Configuration)));
    }

    private async Task<string> CallAsync(EdgeHost host, string query = "")
    {
        if (!_functions.TryGetValue(host, out EdgeFunction? function))
        {
            _functions.Add(host, function = await host.DeployAsync(Function));
        }

        return await BindingHost.TextAsync(await host.Runtime.InvokeAsync(function, EdgeHost.Get($"/?{query}")));
    }

    private EdgeHost NewHost(Action<RedisCacheOptions>? configure = null, long memoryBytes = 10_000_000, Action<IServiceCollection>? services = null)
    {
        EdgeHost host = new(options => options.Cache.MemoryBytes = memoryBytes, _time, all =>
        {
            all.AddSingleton<ILogger<SharedResponses>>(_logger);
            new EdgeBuilder(all).AddRedisCache(options =>
            {
                redis.Configure(options, _prefix);
                configure?.Invoke(options);
            });
            services?.Invoke(all);
        });
        _hosts.Add(host);
        return host;
    }
}
