using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A page in a browser: what a visitor does with it, and what they would see.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private const int WaitMilliseconds = 60_000;

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1);
    private Task _reading = Task.CompletedTask;
    private int _lastId;

    /// <summary>Uncaught errors, lines at error level, refused resources and policy violations, as the console shows them.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    public static async Task<BrowserPage> ConnectAsync(Uri address)
    {
        BrowserPage page = new();
        await page._socket.ConnectAsync(address, CancellationToken.None);
        page._reading = page.ReadAsync();
        foreach (string domain in new[] { "Runtime", "Log", "Page" })
        {
            await page.CallAsync($"{domain}.enable");
        }

        await page.CallAsync("Emulation.setFocusEmulationEnabled", new JsonObject { ["enabled"] = true });

        return page;
    }

    public Task GoAsync(Uri url) => CallAsync("Page.navigate", new JsonObject { ["url"] = url.ToString() });

    public Task SizeAsync(int width, int height) => CallAsync(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });

    /// <summary>The value of an expression, or of what its promise resolves to.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        JsonElement result = await CallAsync(
            "Runtime.evaluate",
            new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        Assert.False(result.TryGetProperty("exceptionDetails", out JsonElement thrown), $"{expression}\n{thrown}");
        return result.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitForAsync(string expression)
    {
        JsonElement came = await EvaluateAsync($$"""
            new Promise((resolve) => {
              const end = performance.now() + {{WaitMilliseconds}};
              const look = () => {
                let value;
                try { value = {{expression}}; } catch { }
                if (value) resolve(true);
                else if (performance.now() > end) resolve(false);
                else setTimeout(look, 20);
              };
              look();
            })
            """);
        Assert.True(came.GetBoolean(), $"It never came: {expression}\n{string.Join('\n', Errors)}\n{await EvaluateAsync("document.body.innerText")}");
    }

    /// <summary>
    /// Clicks with the mouse in the middle of an element, once it is there and nothing covers it. The page may move between the look and the click
    /// (a panel above gets its figures): a click that went elsewhere is made again.
    /// </summary>
    public async Task ClickAsync(string selector)
    {
        for (int tries = 0; tries < 10; tries++)
        {
            JsonElement middle = await MiddleAsync(selector);
            await ClickAtAsync(middle.GetProperty("x").GetDouble(), middle.GetProperty("y").GetDouble());
            if ((await EvaluateAsync("window.wasClicked")).GetBoolean())
            {
                return;
            }
        }

        Assert.Fail($"{selector} moves too much to be clicked.");
    }

    /// <summary>Where an element stands that has not moved for a moment; <c>window.wasClicked</c> tells from here on whether a click came to it.</summary>
    private async Task<JsonElement> MiddleAsync(string selector)
    {
        await WaitForAsync($$"""
            (() => {
              const element = document.querySelector({{Quoted(selector)}});
              element.scrollIntoView({ block: 'center' });
              const { x, y, width, height } = element.getBoundingClientRect();
              const middle = { x: x + width / 2, y: y + height / 2 };
              const hit = document.elementFromPoint(middle.x, middle.y);
              const before = window.middle;
              window.middle = middle;
              return width > 0 && (element === hit || element.contains(hit)) && before?.x === middle.x && before.y === middle.y;
            })()
            """);
        return await EvaluateAsync($"(window.wasClicked = false, document.addEventListener('click', ({{ target }}) => window.wasClicked = target.closest({Quoted(selector)}) !== null, {{ capture: true, once: true }}), window.middle)");
    }

    private async Task ClickAtAsync(double x, double y)
    {
        foreach (string type in new[] { "mousePressed", "mouseReleased" })
        {
            await CallAsync("Input.dispatchMouseEvent", new JsonObject { ["type"] = type, ["x"] = x, ["y"] = y, ["button"] = "left", ["clickCount"] = 1 });
        }
    }

    /// <summary>Presses a key, such as <c>Tab</c>, <c>Enter</c> or <c>ArrowRight</c>, on whatever has the focus.</summary>
    public async Task PressAsync(string key, int keyCode)
    {
        foreach (string type in new[] { "keyDown", "keyUp" })
        {
            JsonObject press = new() { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = keyCode };
            if (key == "Enter")
            {
                press["text"] = "\r";
            }

            await CallAsync("Input.dispatchKeyEvent", press);
        }
    }

    public Task TypeAsync(string text) => CallAsync("Input.insertText", new JsonObject { ["text"] = text });

    public async ValueTask DisposeAsync()
    {
        try
        {
            await CallAsync("Page.close");
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or OperationCanceledException or InvalidOperationException or TimeoutException)
        {
            // The tab was gone before it could answer; a test that has failed has more to say.
        }

        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
    }

    public static string Quoted(string text) => JsonSerializer.Serialize(text);

    private async Task<JsonElement> CallAsync(string method, JsonObject? parameters = null)
    {
        int id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<JsonElement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        JsonObject call = new() { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(call), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }

        return await answer.Task.WaitAsync(TimeSpan.FromMilliseconds(2 * WaitMilliseconds));
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ReadMessageAsync() is { } message)
            {
                Take(message);
            }
        }
        catch (Exception closed) when (closed is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }

        foreach (TaskCompletionSource<JsonElement> call in _calls.Values)
        {
            call.TrySetException(new InvalidOperationException("The page is gone."));
        }
    }

    private async Task<JsonElement?> ReadMessageAsync()
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return part.MessageType == WebSocketMessageType.Close ? null : JsonElement.Parse(message.ToArray());
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out JsonElement id))
        {
            if (_calls.TryRemove(id.GetInt32(), out TaskCompletionSource<JsonElement>? call))
            {
                _ = message.TryGetProperty("result", out JsonElement result)
                    ? call.TrySetResult(result)
                    : call.TrySetException(new InvalidOperationException(message.GetRawText()));
            }

            return;
        }

        JsonElement parameters = message.GetProperty("params");
        bool isError = message.GetProperty("method").GetString() switch
        {
            "Runtime.exceptionThrown" => true,
            "Runtime.consoleAPICalled" => parameters.GetProperty("type").GetString() is "error" or "warning" or "assert",
            "Log.entryAdded" => parameters.GetProperty("entry").GetProperty("level").GetString() is "error" or "warning",
            _ => false,
        };
        if (isError)
        {
            Errors.Enqueue(parameters.GetRawText());
        }
    }
}
