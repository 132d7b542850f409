using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using EdgeIsolates.TestServers;

namespace EdgeIsolates.Nodes.Tests.TestKit;

/// <summary>A host process and the way to it.</summary>
internal sealed class Node : IDisposable
{
    private static readonly string PathOfHost =
        typeof(Node).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "NodesPathOfHost").Value!;

    private readonly HttpClient _client;

    private Node(HostProcess process)
    {
        Process = process;
        _client = new HttpClient { BaseAddress = process.Address, Timeout = TimeSpan.FromMinutes(1) };
    }

    public HostProcess Process { get; }

    public static async Task<Node> StartAsync(params IReadOnlyList<string> arguments) => new(await HostProcess.StartAsync(PathOfHost, arguments));

    /// <summary>A function of two modules that both tell a number, so that code of two versions at once would show.</summary>
    public static object Function(string name, int number) => new
    {
        modules = new object[]
        {
            new { name = "index.js", kind = "javaScript", content = $"import {{ other }} from './other.js'; export default {{ fetch: () => new Response(`{number} ${{other}}`, {{ headers: {{ 'x-number': '{number}' }} }}) }};" },
            new { name = "other.js", kind = "javaScript", content = $"export const other = {number};" },
        },
        routes = new[] { $"/{name}" },
    };

    /// <summary>A function that tells 1 after it has waited for 30 to 120 ms.</summary>
    public static object WaitingFunction(string name) => new
    {
        modules = new object[]
        {
            new { name = "index.js", kind = "javaScript", content = "export default { async fetch() { await scheduler.wait(30 + 90 * Math.random()); return new Response('1 1', { headers: { 'x-number': '1' } }); } };" },
        },
        routes = new[] { $"/{name}" },
    };

    public Task<HttpResponseMessage> TryDeployAsync(string name, int number) => TryDeployAsync(name, Function(name, number));

    public Task DeployAsync(string name, int number) => DeployAsync(name, Function(name, number));

    public async Task DeployAsync(string name, object function)
    {
        using HttpResponseMessage response = await TryDeployAsync(name, function);
        Assert.True(response.StatusCode == HttpStatusCode.Created, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}\n{Process.LastWords}");
    }

    /// <summary>Calls a function and returns its number; -1 for an answer that is none, or of two versions.</summary>
    public async Task<int> CallAsync(string name)
    {
        using HttpResponseMessage response = await _client.GetAsync($"/{name}");
        string text = await response.Content.ReadAsStringAsync();
        string number = response.Headers.TryGetValues("x-number", out IEnumerable<string>? values) ? values.Single() : "";
        return response.IsSuccessStatusCode && text == $"{number} {number}" ? int.Parse(number, null) : -1;
    }

    public async Task<JsonElement> GetAsync(string path) => await _client.GetFromJsonAsync<JsonElement>(path);

    public async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        using HttpResponseMessage response = await _client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>The bodies of all messages of a queue.</summary>
    public async Task<List<string>> BodiesAsync(string queue)
    {
        List<string> bodies = [];
        for (string? after = ""; after is not null;)
        {
            JsonElement page = await GetAsync($"/_edge/queues/{queue}/messages?limit=1000&after={after}");
            bodies.AddRange(page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("body").GetString()!));
            after = page.TryGetProperty("next", out JsonElement next) ? next.GetString() : null;
        }

        return bodies;
    }

    public void Dispose()
    {
        _client.Dispose();
        Process.Dispose();
    }

    private Task<HttpResponseMessage> TryDeployAsync(string name, object function) => _client.PutAsJsonAsync($"/_edge/functions/{name}", function);
}
