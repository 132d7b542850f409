using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore.Tests.Samples;

/// <summary>The service behind the proxy: a server of its own, which notes each event whose signature is right.</summary>
internal sealed class IntakeOrigin : IAsyncDisposable
{
    public const string SigningSecret = "signed";

    private readonly WebApplication _app;
    private readonly TaskCompletionSource _hasAll = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _expected;
    private int _count;

    private IntakeOrigin(WebApplication app, int expected)
    {
        _app = app;
        _expected = expected;
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{new Uri(_app.Urls.First()).Port}/events");

    public int Count => Volatile.Read(ref _count);

    /// <summary>How often each event came, by its customer and id.</summary>
    public ConcurrentDictionary<string, int> Events { get; } = new(StringComparer.Ordinal);

    /// <summary>Ends when as many events have come as are expected.</summary>
    public Task HasAll => _hasAll.Task;

    public static async Task<IntakeOrigin> StartAsync(int expected)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        IntakeOrigin origin = new(app, expected);
        app.MapPost("/events", origin.TakeAsync);
        await app.StartAsync();
        return origin;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    public static string SignatureOf(string secret, byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body);
        if (request.Headers["x-signature"] != SignatureOf(SigningSecret, body.ToArray()))
        {
            return Results.Unauthorized();
        }

        string id = JsonSerializer.Deserialize<JsonElement>(body.ToArray()).GetProperty("id").GetString()!;
        Events.AddOrUpdate($"{request.Headers["x-customer"]} {id}", 1, static (_, times) => times + 1);
        if (Interlocked.Increment(ref _count) == _expected)
        {
            _hasAll.SetResult();
        }

        return Results.Ok();
    }
}
