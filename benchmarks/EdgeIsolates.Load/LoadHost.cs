using System.Diagnostics;

namespace EdgeIsolates.Load;

/// <summary>The host under load. Prints its address when all functions are deployed; ends when its input does.</summary>
internal static class LoadHost
{
    public static async Task RunAsync(LoadArguments arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        int isolates = arguments.Number("isolates", 0);
        builder.Services.AddEdgeIsolates(options => options.Pool.MaxIsolates = isolates).ConfigureHttp(http => http.ShowTimings = true);
        WebApplication app = builder.Build();
        app.MapGet("/_stats", (IIsolatePoolInspector pool) => HostStats.Now(pool));
        app.MapEdgeIsolates();
        await app.StartAsync();

        var functions = app.Services.GetRequiredService<IEdgeFunctions>();
        foreach (FunctionDeployment deployment in LoadFunctions.For(arguments))
        {
            DeployResult result = await functions.DeployAsync(deployment);
            if (!result.Succeeded)
            {
                throw new InvalidOperationException(string.Join('\n', result.Faults));
            }
        }

        GC.Collect();
        Console.WriteLine(app.Urls.First());
        while (await Console.In.ReadLineAsync() is not null)
        {
            // The parent lives.
        }

        Process.GetCurrentProcess().Kill();
    }
}
