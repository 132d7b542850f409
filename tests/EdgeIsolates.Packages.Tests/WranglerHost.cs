using System.Diagnostics;
using EdgeIsolates.Packages.Tests.Npm;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Packages.Tests;

/// <summary>A host with nothing deployed, Cloudflare's API in front of it, and a folder with a project for wrangler.</summary>
internal sealed class WranglerHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private WranglerHost(WebApplication app, DirectoryInfo folder)
    {
        _app = app;
        _folder = folder;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public IEdgeFunctions Functions => _app.Services.GetRequiredService<IEdgeFunctions>();

    private string Project => Path.Combine(_folder.FullName, "project");

    public static async Task<WranglerHost> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("edge-wrangler-");
        folder.CreateSubdirectory("project");
        builder.Services.AddEdgeIsolates(options => options.Pool.MinBlanks = 0).AddSqliteDurableObjects(Path.Combine(folder.FullName, "objects"));
        WebApplication app = builder.Build();
        app.MapEdgeIsolates();
        app.MapCloudflareApi();
        await app.StartAsync();
        return new WranglerHost(app, folder);
    }

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Project, name), text);

    public Task<Command> WranglerAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Runs wrangler as a script of a build would: nobody answers its questions, and it keeps what it writes in this host's folder.</summary>
    public Task<Command> RunAsync(string input, params string[] arguments)
    {
        ProcessStartInfo start = new("node", [Path.Combine(Folders.Installed, "node_modules", "wrangler", "bin", "wrangler.js"), .. arguments]) { WorkingDirectory = Project };
        start.Environment["CI"] = "1";
        start.Environment["CLOUDFLARE_API_BASE_URL"] = new Uri(Client.BaseAddress!, "client/v4").AbsoluteUri;
        start.Environment["CLOUDFLARE_API_TOKEN"] = "token";
        start.Environment["CLOUDFLARE_ACCOUNT_ID"] = "any";
        start.Environment["WRANGLER_SEND_METRICS"] = "false";
        start.Environment["WRANGLER_HIDE_BANNER"] = "true";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["HOME"] = start.Environment["XDG_CONFIG_HOME"] = _folder.FullName;
        return Command.RunAsync(start, input);
    }

    /// <summary>As <see cref="WranglerAsync"/>, when only success will do.</summary>
    public async Task<string> MustAsync(params string[] arguments)
    {
        Command command = await WranglerAsync(arguments);
        Assert.True(command.ExitCode == 0, command.Output);
        return command.Output;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
