using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Benchmarks;

/// <summary>The process that <see cref="StreamRun"/> looks at: Kestrel, functions that hand a request's body back, and the same without JavaScript.</summary>
internal static class StreamHost
{
    public const string BarePath = "/bare";

    /// <summary>The functions, by path.</summary>
    public static readonly (string Path, string Answer)[] Functions =
    [
        ("/body", "new Response(request.body)"),
        ("/identity", "new Response(request.body.pipeThrough(new TransformStream()))"),
        ("/transform", "new Response(request.body.pipeThrough(new TransformStream({ transform(chunk, c) { chunk[0] ^= 1; c.enqueue(chunk); } })))"),
        ("/async", "new Response(request.body.pipeThrough(new TransformStream({ async transform(chunk, c) { chunk[0] ^= 1; c.enqueue(chunk); } })))"),
    ];

    /// <summary>Serves until its input ends; says its address first.</summary>
    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddEdgeIsolates(options => options.Limits = options.Limits with { RequestBodyBytes = long.MaxValue });

        await using WebApplication app = builder.Build();
        app.MapPost(BarePath, EchoAsync);
        app.MapEdgeIsolates();
        await app.StartAsync();
        IEdgeFunctions functions = app.Services.GetRequiredService<IEdgeFunctions>();
        foreach ((string path, string answer) in Functions)
        {
            FunctionConfig config = FunctionConfig.Default with { CpuMs = 30_000 };
            FunctionDeployment deployment = FunctionDeployment.FromCode(path[1..], $"export default {{ fetch(request) {{ return {answer}; }} }}", path);
            DeployResult deployed = await functions.DeployAsync(deployment with { Config = config });
            if (!deployed.Succeeded)
            {
                throw new InvalidOperationException(string.Join('\n', deployed.Faults));
            }
        }

        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
    }

    /// <summary>One flush for all that is there: four times as fast as <c>CopyToAsync</c>, which flushes each segment of 4 KB.</summary>
    private static async Task EchoAsync(HttpContext context)
    {
        PipeReader reader = context.Request.BodyReader;
        PipeWriter writer = context.Response.BodyWriter;
        ReadResult read;
        do
        {
            read = await reader.ReadAsync();
            foreach (ReadOnlyMemory<byte> part in read.Buffer)
            {
                writer.Write(part.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            await writer.FlushAsync();
        }
        while (!read.IsCompleted);
    }
}
