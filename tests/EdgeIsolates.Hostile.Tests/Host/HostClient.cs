using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeIsolates.Hostile.Tests.Scripting;

namespace EdgeIsolates.Hostile.Tests.Host;

/// <summary>Speaks with the host as tenants and visitors do: over HTTP.</summary>
internal sealed class HostClient(Uri address) : IDisposable
{
    private const int BodyCharactersKept = 4000;

    // Longer than any script may run.
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    /// <returns><see langword="null"/> when it was deployed, or the refusal.</returns>
    public async Task<CallResult?> DeployAsync(string name, HostileScript script, int timeoutFactor = 1)
    {
        using HttpContent content = script.SentBare ? Bare(script) : Json(script, name, timeoutFactor);
        using HttpResponseMessage response = await _http.PutAsync($"/_edge/functions/{name}{(script.SentBare ? "?route=" + Route(name) : "")}", content);
        return response.IsSuccessStatusCode ? null : await ResultAsync(response, refused: true);
    }

    public async Task<CallResult> CallAsync(string name, int bodyBytes = 0)
    {
        using HttpRequestMessage request = new(bodyBytes > 0 ? HttpMethod.Post : HttpMethod.Get, Route(name));
        if (bodyBytes > 0)
        {
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string('x', bodyBytes)));
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        return await ResultAsync(response, refused: false);
    }

    public async Task RemoveAsync(string name)
    {
        using HttpResponseMessage response = await _http.DeleteAsync($"/_edge/functions/{name}");
    }

    public async Task<HostProbe> ProbeAsync(int busyMs = 0) =>
        await _http.GetFromJsonAsync<HostProbe>($"/_probe{(busyMs > 0 ? $"?busyMs={busyMs}" : "")}") ?? throw new InvalidDataException("The probe is empty.");

    /// <returns>The body, whatever the status.</returns>
    public async Task<string> GetTextAsync(string path)
    {
        using HttpResponseMessage response = await _http.GetAsync(path);
        return await response.Content.ReadAsStringAsync();
    }

    public void Dispose() => _http.Dispose();

    private static string Route(string name) => $"/attack/{name}";

    private static ByteArrayContent Bare(HostileScript script)
    {
        ByteArrayContent content = new(script.Source);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/javascript");
        return content;
    }

    private static JsonContent Json(HostileScript script, string name, int timeoutFactor) => JsonContent.Create(new
    {
        code = Encoding.UTF8.GetString(script.Source),
        routes = new[] { Route(name) },
        config = new
        {
            memoryLimitMb = script.MemoryLimitMb,
            timeoutMs = Math.Min(30_000, script.TimeoutMs * timeoutFactor),
            cpuMs = script.CpuMs,
            allowEval = script.AllowEval,
        },
    });

    private static async Task<CallResult> ResultAsync(HttpResponseMessage response, bool refused)
    {
        string body = await response.Content.ReadAsStringAsync();
        string outcome = refused && (int)response.StatusCode == 422
            ? HostileScript.Refused
            : Header(response, "X-Hostile-Outcome") is { } told ? JsonNamingPolicy.CamelCase.ConvertName(told) : $"http{(int)response.StatusCode}";
        return new CallResult(
            outcome,
            (int)response.StatusCode,
            body.Length > BodyCharactersKept ? body[..BodyCharactersKept] : body,
            Number(response, "X-Hostile-Cpu-Ms"),
            Number(response, "X-Hostile-Wall-Ms"));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;

    private static double Number(HttpResponseMessage response, string name) =>
        double.TryParse(Header(response, name), CultureInfo.InvariantCulture, out double number) ? number : 0;
}
