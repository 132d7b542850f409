using System.Globalization;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace EdgeIsolates.AspNetCore.Tests.WebSockets;

/// <summary>Sockets of Durable Objects that leave memory while the sockets stay open.</summary>
public sealed class HibernationTests(ITestOutputHelper output) : IDisposable
{
    private const string Room =
        """
        import { DurableObject } from 'cloudflare:workers';
        export class Room extends DurableObject {
          constructor(ctx, env) {
            super(ctx, env);
            console.log(`born ${ctx.id.name}`);
            this.births = 1;
          }
          fetch(request) {
            const { pathname, searchParams } = new URL(request.url);
            const [client, server] = Object.values(new WebSocketPair());
            this.ctx.acceptWebSocket(server, searchParams.getAll('tag'));
            server.serializeAttachment({ who: searchParams.get('who'), at: new Date(0) });
            this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
            return new Response(null, { status: 101, webSocket: client });
          }
          async webSocketMessage(socket, message) {
            const { who } = socket.deserializeAttachment();
            if (message instanceof ArrayBuffer) return socket.send(message);
            const [command, rest] = message.split(' ');
            if (command === 'throw') throw new TypeError('thrown in the room');
            if (command === 'burn') for (;;);
            if (command === 'misuse') return socket.send(await misuse(this, rest));
            if (command === 'flood') {
              this.ctx.storage.put('x', 1);
              for (let i = 0; i < 60; i++) socket.send(new Uint8Array(1e5));
              return;
            }
            if (command === 'close') return socket.close(4000, 'as asked');
            if (command === 'tags') return socket.send(JSON.stringify([this.ctx.getTags(socket), this.ctx.getWebSockets(rest).length, this.ctx.getWebSockets().length]));
            if (command === 'answered') return socket.send(`${this.ctx.getWebSocketAutoResponseTimestamp(socket) instanceof Date}`);
            if (command === 'save') {
              const count = (await this.ctx.storage.get('count') ?? 0) + 1;
              await this.ctx.storage.put('count', count);
              return socket.send(`saved ${count}`);
            }
            for (const other of this.ctx.getWebSockets()) other.send(`${who}@${this.ctx.id.name}: ${message}`);
          }
          webSocketClose(socket, code, reason, wasClean) {
            console.log(`closed ${socket.deserializeAttachment().who} ${code} ${reason} ${wasClean}`);
          }
        }
        async function misuse(room, kind) {
          const [one, two] = Object.values(new WebSocketPair());
          try {
            if (kind === 'both') {
              room.ctx.acceptWebSocket(one);
              room.ctx.acceptWebSocket(two);
            } else if (kind === 'elsewhere') {
              room.ctx.acceptWebSocket((await room.env.SELF.fetch('https://x/pair', { headers: { upgrade: 'websocket' } })).webSocket);
            } else if (kind === 'toJSON') {
              Array.prototype.toJSON = () => ['x'.repeat(1e6)];
              room.ctx.acceptWebSocket(one, ['tag']);
              return JSON.stringify(room.ctx.getTags(one).map(String).join());
            } else if (kind === 'tags') {
              room.ctx.acceptWebSocket(one, Array.from({ length: 11 }, (_, i) => `${i}`));
            } else if (kind === 'longTag') {
              room.ctx.acceptWebSocket(one, ['x'.repeat(257)]);
            } else if (kind === 'attachment') {
              one.serializeAttachment(new Uint8Array(17_000));
            } else if (kind === 'twice') {
              room.ctx.acceptWebSocket(one);
              room.ctx.acceptWebSocket(one);
            } else if (kind === 'accepted') {
              one.accept();
              room.ctx.acceptWebSocket(one);
            }
            return 'nothing thrown';
          } catch (error) {
            return error.name;
          }
        }
        export default {
          fetch(request, env) {
            if (new URL(request.url).pathname === '/pair') {
              const [client, server] = Object.values(new WebSocketPair());
              server.accept();
              return new Response(null, { status: 101, webSocket: client });
            }
            const name = new URL(request.url).pathname.slice(1);
            return env.ROOM.getByName(name).fetch(request);
          }
        };
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-hibernation-").FullName;

    [Fact]
    public async Task Message_AfterTheObjectLeftMemory_WakesItWithWhatItKept()
    {
        await using LiveApp app = await StartAsync();
        using TestSocket socket = await TestSocket.ConnectAsync(app, "/a?who=ada&tag=x&tag=y");
        Assert.Equal("saved 1", await socket.AskAsync("save"));
        await LeftAsync(app);

        Assert.Equal("ada@a: hello", await socket.AskAsync("hello"));
        Assert.Equal("saved 2", await socket.AskAsync("save"));
        Assert.Equal("""[["x","y"],1,1]""", await socket.AskAsync("tags x"));
        Assert.Equal("""[["x","y"],0,1]""", await socket.AskAsync("tags z"));
        await socket.SendAsync([1, 2, 3]);
        Assert.Equal("[1,2,3]", await socket.ReceiveAsync());
        Assert.True(Births(app, "a") >= 2);
    }

    [Fact]
    public async Task Message_OverHttp2_WakesTheObject()
    {
        await using LiveApp app = await StartAsync(http2: true);
        using TestSocket socket = await TestSocket.ConnectHttp2Async(app.Address, "/a?who=ada&tag=x");
        Assert.Equal("saved 1", await socket.AskAsync("save"));
        await LeftAsync(app);

        Assert.Equal("saved 2", await socket.AskAsync("save"));
        await socket.CloseOutputAsync(4321, "bye");
        Assert.Equal("close 4321", await socket.ReceiveAsync());
        await app.LoggedAsync("closed ada 4321 bye true");
    }

    [Fact]
    public async Task AutoResponse_IsGivenWithoutTheObject()
    {
        await using LiveApp app = await StartAsync();
        using TestSocket socket = await TestSocket.ConnectAsync(app, "/a?who=ada");
        Assert.Equal("pong", await socket.AskAsync("ping"));
        await LeftAsync(app);
        int births = Births(app, "a");

        Assert.Equal("pong", await socket.AskAsync("ping"));
        Assert.Equal(births, Births(app, "a"));
        Assert.Equal("true", await socket.AskAsync("answered"));
    }

    [Fact]
    public async Task Close_OfEitherSide_IsTold()
    {
        await using LiveApp app = await StartAsync();
        using TestSocket first = await TestSocket.ConnectAsync(app, "/a?who=ada");
        using TestSocket second = await TestSocket.ConnectAsync(app, "/a?who=bob");
        await LeftAsync(app);

        await first.CloseOutputAsync(4321, "bye");

        Assert.Equal("close 4321", await first.ReceiveAsync());
        await app.LoggedAsync("closed ada 4321 bye true");
        Assert.Equal("[[],1,1]", await second.AskAsync("tags"));
        Assert.Equal("close 4000 as asked", await second.AskAsync("close"));
        await second.CloseOutputAsync(1000);
        await app.LoggedAsync("closed bob 1000  true");
    }

    [Theory]
    [InlineData("both", "TypeError")]
    [InlineData("elsewhere", "TypeError")]
    [InlineData("twice", "TypeError")]
    [InlineData("accepted", "TypeError")]
    [InlineData("tags", "TypeError")]
    [InlineData("longTag", "TypeError")]
    [InlineData("attachment", "TypeError")]
    [InlineData("toJSON", "\"tag\"")]
    public async Task Accept_Misused_IsRefused(string kind, string expected)
    {
        await using LiveApp app = await StartAsync();
        using TestSocket socket = await TestSocket.ConnectAsync(app, "/a?who=ada");

        Assert.Equal(expected, await socket.AskAsync($"misuse {kind}"));
    }

    [Fact]
    public async Task Object_SendsWhatItsGateHoldsBackWithoutEnd_SocketIsClosed()
    {
        await using LiveApp app = await StartAsync();
        using TestSocket socket = await TestSocket.ConnectAsync(app, "/a?who=ada");
        await socket.SendAsync("flood");

        string last;
        do
        {
            last = await socket.ReceiveAsync();
        }
        while (last.StartsWith('['));

        Assert.Equal("close 1013 The client reads too slowly", last);
    }

    [Fact]
    public async Task Client_Vanishes_ObjectIsTold()
    {
        await using LiveApp app = await StartAsync();
        using (TestSocket socket = await TestSocket.ConnectAsync(app, "/a?who=ada"))
        {
            await LeftAsync(app);
            socket.Socket.Abort();
        }

        await app.LoggedAsync("closed ada 1006  false");
    }

    [Fact]
    public async Task Handler_Throws_SocketStaysOpen()
    {
        await using LiveApp app = await StartAsync();
        using TestSocket socket = await TestSocket.ConnectAsync(app, "/a?who=ada");

        await socket.SendAsync("throw");

        Assert.Equal("ada@a: on", await socket.AskAsync("on"));
        await app.LoggedAsync("thrown in the room");
    }

    [Fact]
    public async Task Handler_NeverYields_SocketIsClosedAndTheObjectMadeAnew()
    {
        await using LiveApp app = await StartAsync(cpuMs: 200);
        using TestSocket burning = await TestSocket.ConnectAsync(app, "/a?who=ada");
        using TestSocket other = await TestSocket.ConnectAsync(app, "/a?who=bob");

        Assert.Equal("close 1011 The Durable Object failed", await burning.AskAsync("burn"));

        Assert.Equal("bob@a: on", await other.AskAsync("on"));
    }

    [Fact]
    public async Task Deploy_OfANewVersion_KeepsTheSocketsAndRunsTheNewCode()
    {
        await using LiveApp app = await StartAsync();
        using TestSocket socket = await TestSocket.ConnectAsync(app, "/a?who=ada");
        Assert.Equal("ada@a: x", await socket.AskAsync("x"));

        await app.DeployAsync(Deployment(Room.Replace("`${who}@", "`new ${who}@", StringComparison.Ordinal)));

        Assert.Equal("new ada@a: x", await socket.AskAsync("x"));
    }

    [Fact]
    public async Task Host_Stops_ClientSees1001()
    {
        LiveApp app = await StartAsync();
        using TestSocket socket = await TestSocket.ConnectAsync(app, "/a?who=ada");
        await LeftAsync(app);

        Task stopping = app.StopAsync();

        Assert.Equal("close 1001 The host is shutting down", await socket.ReceiveAsync());
        await socket.CloseOutputAsync(1001);
        await stopping;
        await app.DisposeAsync();
    }

    /// <summary>EDGE_SOCKETS says how many sockets, on a tenth as many objects; 2000 is proof 5 of issue 5.</summary>
    [Fact]
    public async Task ManyIdleSockets_ObjectsLeaveMemory_MessagesWakeTheRightOnesAndBroadcastsKeepTheirOrder()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("EDGE_SOCKETS") ?? "200", CultureInfo.InvariantCulture);
        int objects = count / 10;
        await using LiveApp app = await StartAsync();
        using (TestSocket first = await TestSocket.ConnectAsync(app, "/warm?who=ada"))
        {
            Assert.Equal("ada@warm: x", await first.AskAsync("x"));
        }

        await LeftAsync(app);
        long before = Memory();
        TestSocket[] sockets = new TestSocket[count];
        for (int i = 0; i < count; i++)
        {
            sockets[i] = await TestSocket.ConnectAsync(app, $"/room{i % objects}?who=u{i}");
        }

        await LeftAsync(app);
        long idle = Memory() - before;
        output.WriteLine($"{count} idle sockets on {objects} objects out of memory: {idle / count / 1024.0:0.0} KiB of resident memory per socket ({idle / objects / 1024.0:0} KiB per object with its sockets), its client in the same process included; isolates: {Isolates(app)}");

        for (int room = 0; room < objects; room++)
        {
            await sockets[room].SendAsync("one");
            await sockets[room].SendAsync("two");
            await sockets[room].SendAsync("three");
        }

        for (int i = 0; i < count; i++)
        {
            int room = i % objects;
            foreach (string message in new[] { "one", "two", "three" })
            {
                Assert.Equal($"u{room}@room{room}: {message}", await sockets[i].ReceiveAsync());
            }
        }

        Array.ForEach(sockets, static socket => socket.Dispose());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static long Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }

    private static int Isolates(LiveApp app) => app.Pool.GetStatistics() is { } pool ? pool.LiveIsolates + pool.DrainingIsolates : 0;

    private static int Births(LiveApp app, string name) => app.Log.Lines.Count(line => line.Text.Contains($"born {name}", StringComparison.Ordinal));

    /// <summary>Waits until no object is in memory: all isolates are gone then.</summary>
    private static async Task LeftAsync(LiveApp app)
    {
        for (int i = 0; i < 600 && Isolates(app) > 0; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(0, Isolates(app));
    }

    private static FunctionDeployment Deployment(string code, int cpuMs = 20_000) => FunctionDeployment.FromCode("live", code, "/*") with
    {
        Config = FunctionConfig.Default with
        {
            CpuMs = cpuMs,
            Migrations = [new DurableObjectMigration { Tag = "v1", NewSqliteClasses = ["Room"] }],
            Bindings = new Dictionary<string, FunctionBinding>(StringComparer.Ordinal)
            {
                ["ROOM"] = FunctionBinding.Parse("""{ "type": "durable_object_namespace", "class_name": "Room" }"""),
                ["SELF"] = FunctionBinding.Parse("""{ "type": "service", "service": "live" }"""),
            },
        },
    };

    private async Task<LiveApp> StartAsync(int cpuMs = 20_000, bool http2 = false)
    {
        LiveApp app = await LiveApp.StartAsync(
            "export default { fetch: () => new Response('') }",
            options =>
            {
                options.DurableObjects.IdleTimeout = TimeSpan.FromMilliseconds(200);
                options.Pool.IdleTimeout = TimeSpan.FromMilliseconds(200);
            },
            http2: http2,
            build: edge => edge.AddSqliteDurableObjects(_folder));
        await app.DeployAsync(Deployment(Room, cpuMs));
        return app;
    }
}
