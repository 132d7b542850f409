// A node for tests: --sqlite file, or --postgresql connection and --redis configuration; --redis-queues configuration for queues alone. It prints its address and lives until its input is closed or somebody kills it.
using EdgeIsolates;
using EdgeIsolates.Nodes.Host;
using EdgeIsolates.Tests.TestKit;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
IEdgeIsolatesBuilder edge = builder.Services.AddEdgeIsolates(options =>
{
    options.Queues.LeaseMargin = TimeSpan.FromSeconds(2);
    PatientLimits.Apply(options);
}).ConfigureHttp(http => http.ShowErrorDetails = true);
if (builder.Configuration["sqlite"] is { } file)
{
    edge.AddSqliteStores(file);
    edge.AddSqliteDurableObjects($"{file}.objects");
}

if (builder.Configuration["postgresql"] is { } connection)
{
    edge.AddPostgreSqlStores(connection);
}

if (builder.Configuration["redis"] is { } configuration)
{
    edge.AddRedisStores(configuration);
}

if (builder.Configuration["redis-queues"] is { } queues)
{
    edge.AddRedisQueues(queues);
}

edge.AddBinding("node", (_, _) => new NodeBinding());

WebApplication app = builder.Build();
app.MapGet("/_check", (IEdgeFunctions functions, CancellationToken cancellationToken) => functions.CheckStoresAsync(cancellationToken).AsTask());
app.MapEdgeIsolatesAdmin();
app.MapEdgeIsolates();

await app.StartAsync();
Console.WriteLine(app.Urls.Single());
await Console.In.ReadToEndAsync();
await app.StopAsync();
