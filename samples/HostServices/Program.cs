// A host whose functions call its own C# service, here one that asks PostgreSQL: `await env.INVENTORY.get('sku-1')`.
using EdgeIsolates;
using HostServices;
using Npgsql;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning).AddFilter("EdgeIsolates", LogLevel.Warning);
string connection = builder.Configuration.GetConnectionString("inventory") ?? "Host=localhost;Username=postgres;Database=postgres";
builder.Services.AddSingleton(NpgsqlDataSource.Create(connection));
builder.Services.AddScoped<IInventory, Inventory>();
builder.Services.AddEdgeIsolates().AddBinding<IInventory>("inventory");

WebApplication app = builder.Build();
app.MapEdgeIsolates();
app.MapEdgeIsolatesAdmin();

await new Inventory(app.Services.GetRequiredService<NpgsqlDataSource>()).PrepareAsync();
await app.StartAsync();
DeployResult deployed = await app.Services.GetRequiredService<IEdgeFunctions>().DeployAsync(StockFunction.Deployment);
Console.WriteLine(deployed.Succeeded ? $"Open {app.Urls.First()}/stock/sku-1" : string.Join('\n', deployed.Faults));
await app.WaitForShutdownAsync();
