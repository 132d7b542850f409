using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A headless Chromium, spoken to over its DevTools protocol. Debian's package <c>chromium</c>, which eng/test.sh installs.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Announcement = "DevTools listening on ";

    private readonly string _profile = Directory.CreateTempSubdirectory("edge-browser-").FullName;
    private readonly HttpClient _devTools = new();
    private Process? _process;

    public async Task InitializeAsync()
    {
        _process = Process.Start(new ProcessStartInfo("chromium")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                $"--user-data-dir={_profile}",
                "about:blank",
            },
        }) ?? throw new InvalidOperationException("Chromium did not start.");
        Uri address = await ReadAddressAsync(_process.StandardError).WaitAsync(TimeSpan.FromMinutes(1));
        _ = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        _devTools.BaseAddress = new Uri($"http://{address.Authority}");
    }

    /// <summary>Opens a page in a tab of its own.</summary>
    internal async Task<BrowserPage> OpenAsync(Uri url, int width = 1280, int height = 900)
    {
        using HttpResponseMessage response = await _devTools.PutAsync("/json/new?about:blank", null);
        JsonElement tab = await response.Content.ReadFromJsonAsync<JsonElement>();
        BrowserPage page = await BrowserPage.ConnectAsync(new Uri(tab.GetProperty("webSocketDebuggerUrl").GetString()!));
        await page.SizeAsync(width, height);
        await page.GoAsync(url);
        return page;
    }

    public async Task DisposeAsync()
    {
        _devTools.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser still writes its last file; the folder is temporary anyway.
        }
    }

    private static async Task<Uri> ReadAddressAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                return new Uri(line[Announcement.Length..]);
            }
        }

        throw new InvalidOperationException("Chromium ended before it listened.");
    }
}
