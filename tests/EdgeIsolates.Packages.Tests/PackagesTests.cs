using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using EdgeIsolates.Packages.Tests.Npm;

namespace EdgeIsolates.Packages.Tests;

/// <summary>
/// npm packages as they are published, bundled with esbuild, in the real host. Each folder in <c>packages</c> is a function that uses one for real and
/// answers with its checks; a new package is a new folder, and its version in <c>package.json</c>.
/// </summary>
[Collection(NpmCollection.Name)]
public sealed class PackagesTests
{
    public static TheoryData<string> PackageNames() =>
        [.. Directory.EnumerateFiles(Folders.Packages, "entry.*", SearchOption.AllDirectories).Select(path => Path.GetFileName(Path.GetDirectoryName(path)!)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(PackageNames))]
    public async Task Package_Bundled_PassesItsChecks(string package)
    {
        await using PackageHost host = await PackageHost.StartAsync(package);

        using HttpResponseMessage response = await host.Client.GetAsync(new Uri("/checks", UriKind.Relative));

        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        Dictionary<string, string?> outcomes = (await response.Content.ReadFromJsonAsync<Dictionary<string, string?>>())!;
        Assert.NotEmpty(outcomes);
        string[] failures = [.. outcomes.Where(check => check.Value is not null).Select(check => $"{check.Key}: {check.Value}")];
        Assert.True(failures.Length == 0, string.Join('\n', failures));
    }

    [Fact]
    public async Task HonoApp_AsTheHandler_StreamsToTheClient()
    {
        await using PackageHost host = await PackageHost.StartAsync("hono");

        using HttpResponseMessage response = await host.Client.GetAsync(new Uri("/stream/text", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        Assert.Null(response.Content.Headers.ContentLength);
        Assert.Equal("line 0\nline 1\nline 2\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Yoga_AsTheHandler_AnswersAQuery()
    {
        await using PackageHost host = await PackageHost.StartAsync("graphql-yoga");

        using HttpResponseMessage response = await host.Client.PostAsJsonAsync(new Uri("/graphql", UriKind.Relative), new { query = """{ hello(name: "ada") }""" });

        Assert.Equal("""{"data":{"hello":"hello ada by POST"}}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task PartyServer_SocketOutlivesTheRoomInMemory_IsStillTold()
    {
        await using PackageHost host = await PackageHost.StartAsync("partyserver", static options => options.DurableObjects.IdleTimeout = TimeSpan.FromMilliseconds(100));
        using ClientWebSocket socket = new();
        await socket.ConnectAsync(new UriBuilder(new Uri(host.Client.BaseAddress!, "/parties/chat/room?who=ada")) { Scheme = "ws" }.Uri, Deadline());
        Assert.Equal("welcome to room", await ReceiveAsync(socket));

        string first = await AskAsync(socket, "instance");
        CancellationToken deadline = Deadline();
        while (await AskAsync(socket, "instance") == first)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, deadline);
        }

        Assert.Equal("ada: hi", await AskAsync(socket, "hi"));
    }

    private static async Task<string> AskAsync(ClientWebSocket socket, string message)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, Deadline());
        return await ReceiveAsync(socket);
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        byte[] message = new byte[1024];
        WebSocketReceiveResult received = await socket.ReceiveAsync(message, Deadline());
        return Encoding.UTF8.GetString(message, 0, received.Count);
    }

    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;
}
