using System.Net.WebSockets;
using EdgeIsolates.AspNetCore.Tests.TestKit;

namespace EdgeIsolates.AspNetCore.Tests.WebSockets;

/// <summary>Clients that are slow, or send without end.</summary>
public sealed class SocketPressureTests
{
    private const int Chunk = 64 * 1024;

    private const string Echo =
        """
        export default {
          fetch() {
            const [client, server] = Object.values(new WebSocketPair());
            server.accept();
            server.addEventListener('message', (event) => server.send(event.data));
            return new Response(null, { status: 101, webSocket: client });
          }
        }
        """;

    [Fact]
    public async Task Echo_ToAClientThatDoesNotRead_HoldsTheClientBackAndLosesNothing()
    {
        await using LiveApp app = await LiveApp.StartAsync(Echo);
        using TestSocket socket = await TestSocket.ConnectAsync(app);
        byte[] chunk = new byte[Chunk];
        int sent = 0;
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < 1000; i++)
            {
                chunk[0] = (byte)i;
                await socket.SendAsync(chunk);
                Interlocked.Increment(ref sent);
            }
        });

        int before;
        do
        {
            before = Volatile.Read(ref sent);
            await Task.Delay(1000);
        }
        while (before == 0 || Volatile.Read(ref sent) != before);

        // 64 MB were to be sent; what is under way is in the sockets' buffers and in the queue.
        Assert.InRange(before, 1, 500);
        byte[] buffer = new byte[Chunk];
        for (int i = 0; i < 1000; i++)
        {
            int read = 0;
            WebSocketReceiveResult result;
            do
            {
                result = await socket.Socket.ReceiveAsync(new ArraySegment<byte>(buffer, read, Chunk - read), CancellationToken.None);
                read += result.Count;
            }
            while (!result.EndOfMessage);

            Assert.Equal(Chunk, read);
            Assert.Equal((byte)i, buffer[0]);
        }

        await sending;
    }

    [Fact]
    public async Task Function_SendsMoreThanMayWait_SocketIsClosedAndTheFunctionTold()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            """
            export default {
              fetch() {
                const [client, server] = Object.values(new WebSocketPair());
                server.accept();
                server.addEventListener('error', (event) => console.log('error', event.message));
                server.addEventListener('close', (event) => console.log('closed', event.code));
                server.addEventListener('message', () => {
                  const chunk = new Uint8Array(512 * 1024);
                  for (let i = 0; i < 400; i++) server.send(chunk);
                });
                return new Response(null, { status: 101, webSocket: client });
              }
            }
            """);
        using TestSocket socket = await TestSocket.ConnectAsync(app);
        await socket.SendAsync("go");

        await app.LoggedAsync("error More than 4194304 bytes (the limit WebSocketQueueBytes) would wait");
        await app.LoggedAsync("closed 1006");
        string last;
        do
        {
            last = await socket.ReceiveAsync();
        }
        while (last.StartsWith('['));

        Assert.Equal("close 1013 The client reads too slowly", last);
    }

    [Fact]
    public async Task Flood_OfSmallMessages_LeavesOthersTheirTurn()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            """
            let seen = 0;
            export default {
              fetch(request) {
                if (request.headers.get('upgrade') === null) return new Response(`${seen}`);
                const [client, server] = Object.values(new WebSocketPair());
                server.accept();
                server.addEventListener('message', () => { seen++; });
                return new Response(null, { status: 101, webSocket: client });
              }
            }
            """,
            options => options.Pool.MaxIsolatesPerFunction = 1);
        using TestSocket socket = await TestSocket.ConnectAsync(app);
        using CancellationTokenSource over = new();
        Task flood = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                await socket.SendAsync("x");
            }
        });

        for (int i = 0; i < 50; i++)
        {
            _ = await app.Client.GetStringAsync("/");
        }

        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        while (int.Parse(await app.Client.GetStringAsync("/", patience.Token), System.Globalization.CultureInfo.InvariantCulture) <= 100)
        {
            // They are seen between the others' requests.
        }

        await over.CancelAsync();
        await flood.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task UnfinishedMessages_OfManyClients_AreOnTheIsolatesAccount()
    {
        await using LiveApp app = await LiveApp.StartAsync(Echo, options => options.Pool.MaxIsolatesPerFunction = 1);
        await app.DeployAsync(FunctionDeployment.FromCode("live", Echo, "/*") with { Config = FunctionConfig.Default with { MemoryLimitMb = 16 } });
        List<TestSocket> sockets = [];
        try
        {
            for (int i = 0; i < 24; i++)
            {
                sockets.Add(await TestSocket.ConnectAsync(app));
            }

            foreach (TestSocket socket in sockets)
            {
                await socket.Socket.SendAsync(new byte[1024 * 1024], WebSocketMessageType.Binary, endOfMessage: false, CancellationToken.None);
            }

            Task<string>[] received = [.. sockets.Select(static socket => socket.ReceiveAsync())];
            Assert.StartsWith("close 1013", await await Task.WhenAny(received), StringComparison.Ordinal);
            await Task.WhenAny(Task.WhenAll(received), Task.Delay(1000));
            Assert.Contains(received, static other => !other.IsCompleted);
        }
        finally
        {
            sockets.ForEach(static socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Connections_ManyIdle_EachIsServed()
    {
        await using LiveApp app = await LiveApp.StartAsync(Echo);
        TestSocket[] sockets = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => TestSocket.ConnectAsync(app)));
        try
        {
            for (int i = 0; i < sockets.Length; i++)
            {
                Assert.Equal($"{i}", await sockets[i].AskAsync($"{i}"));
            }
        }
        finally
        {
            Array.ForEach(sockets, static socket => socket.Dispose());
        }
    }
}
