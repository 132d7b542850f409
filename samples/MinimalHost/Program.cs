// A host of a screenful: every file in samples/functions is a function. Edit one, and the next request runs the new code. What is deployed, and what functions keep, stays in edge.db and beside it.
using EdgeIsolates;
using MinimalHost;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
string store = builder.Configuration["store"] ?? "edge.db";
builder.Services.AddEdgeIsolates()
    .AddSqliteStores(store)
    .AddSqliteDatabases($"{store}.databases")
    .AddSqliteDurableObjects($"{store}.objects")
    .AddFileBuckets($"{store}.buckets")
    .ConfigureHttp(http =>
    {
        http.ShowErrorDetails = true; // This host is for those who write the functions.
        http.ShowRequestId = true;
        http.ShowTimings = true;
    });

WebApplication app = builder.Build();

FunctionFolder folder = new(
    FunctionFolder.Locate(app.Configuration["functions"]),
    app.Services.GetRequiredService<IEdgeFunctions>(),
    app.Services.GetRequiredService<ILogger<FunctionFolder>>());
app.Use(async (context, next) =>
{
    await folder.RefreshAsync(context.RequestAborted);
    await next(context);
});

app.MapEdgeIsolates();
app.MapEdgeIsolatesAdmin();
app.MapCloudflareApi(); // `wrangler deploy` deploys here too: docs/wrangler.md.

await app.StartAsync();
await folder.RefreshAsync(app.Lifetime.ApplicationStopping);
Console.WriteLine($"Serving {folder.Path}");
Console.WriteLine($"Open {string.Join(" or ", app.Urls)}");
await app.WaitForShutdownAsync();
