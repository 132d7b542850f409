// The process that the hostile suite attacks: a real Kestrel with the real engine and small limits. It prints its address and lives until its input is closed, so that it
// never outlives the tests that started it.
using EdgeIsolates;
using EdgeIsolates.Hostile.Host;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
builder.Logging.AddFilter((category, level) => level >= LogLevel.Error && category is not ("EdgeIsolates.Functions" or "EdgeIsolates.AspNetCore.FunctionEndpoint"));
builder.Services
    .AddEdgeIsolates(HostileLimits.Apply)
    .ConfigureHttp(http => http.ShowErrorDetails = true)
    .ConfigureAdmin(admin => admin.MaxDeployBytes = HostileLimits.MaxDeployBytes);

WebApplication app = builder.Build();
app.Use(ResultHeaders.Add);
app.MapGet("/_probe", Probe.AnswerAsync);
app.MapEdgeIsolatesAdmin();
app.MapEdgeIsolates();

await app.StartAsync();
Console.WriteLine(app.Urls.Single());
await Console.In.ReadToEndAsync();
await app.StopAsync();
