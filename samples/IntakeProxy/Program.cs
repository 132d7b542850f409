// A host with one function, the intake proxy, and, so that the sample runs alone, the origin that it forwards to. What the origin got is told at /origin/count.
using EdgeIsolates;
using IntakeProxy;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services
    .AddEdgeIsolates(options => options.Egress.PrivateHosts.Add("localhost")) // The origin is on this machine; functions reach no other private address.
    .AddSqliteStores(builder.Configuration["store"] ?? "intake.db")
    .AddSqliteDurableObjects(builder.Configuration["objects"] ?? "intake-objects");
builder.Services.AddSingleton<Origin>();

WebApplication app = builder.Build();
app.MapPost("/origin/events", (HttpRequest request, Origin origin) => origin.TakeAsync(request));
app.MapGet("/origin/count", (Origin origin) => origin.Count);
app.MapEdgeIsolates();
app.MapEdgeIsolatesAdmin();
app.MapCloudflareApi();

await app.StartAsync();
await Intake.AddDemoKeyAsync(app.Services.GetRequiredService<IKeyValueStore>(), builder.Configuration.GetValue("limit", Intake.CallsPerMinute));
DeployResult deployed = await app.Services.GetRequiredService<IEdgeFunctions>().DeployAsync(Intake.Deployment(new Uri(app.Urls.First()).Port));
Console.WriteLine(deployed.Succeeded ? $"Open {app.Urls.First()}/events" : string.Join('\n', deployed.Faults));
await app.WaitForShutdownAsync();
