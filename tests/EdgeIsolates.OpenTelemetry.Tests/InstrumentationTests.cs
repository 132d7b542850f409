using System.Diagnostics;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EdgeIsolates.OpenTelemetry.Tests;

public sealed class InstrumentationTests
{
    [Fact]
    public async Task AddEdgeIsolatesInstrumentation_Meter_CollectsWhatRequestsDo()
    {
        var exporter = new ListExporter<Metric>();
        using MeterProvider provider = Sdk.CreateMeterProviderBuilder()
            .AddEdgeIsolatesInstrumentation()
            .AddReader(new BaseExportingMetricReader(exporter))
            .Build();

        await CallAsync(provider: () => provider.ForceFlush());

        Assert.Equal(
            [
                "edge_isolates.blanks",
                "edge_isolates.isolates",
                "edge_isolates.lost_memory",
                "edge_isolates.memory",
                "edge_isolates.queue",
                "faas.coldstarts",
                "faas.cpu_usage",
                "faas.errors",
                "faas.init_duration",
                "faas.invocations",
                "faas.invoke_duration",
                "faas.mem_usage",
            ],
            exporter.Exported.Select(metric => metric.Name).Order(StringComparer.Ordinal));
        Dictionary<string, long> invocations = Points(exporter.Exported.Single(metric => metric.Name == "faas.invocations"));
        Assert.Equal(2, invocations["ok"]);
        Assert.Equal(1, invocations["exception"]);
    }

    [Fact]
    public async Task AddEdgeIsolatesInstrumentation_Tracer_CollectsASpanPerRequest()
    {
        var exporter = new ListExporter<Activity>();
        using TracerProvider provider = Sdk.CreateTracerProviderBuilder()
            .AddEdgeIsolatesInstrumentation()
            .AddProcessor(new SimpleActivityExportProcessor(exporter))
            .Build();

        await CallAsync(provider: () => provider.ForceFlush());

        Assert.Equal(["ok", "ok", "exception"], exporter.Exported.Select(span => span.GetTagItem("edge_isolates.outcome")));
        Assert.All(exporter.Exported, span => Assert.Equal("counted", span.DisplayName));
    }

    private static Dictionary<string, long> Points(Metric metric)
    {
        Dictionary<string, long> points = [];
        foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
        {
            foreach (KeyValuePair<string, object?> tag in point.Tags)
            {
                if (tag.Key == "edge_isolates.outcome")
                {
                    points[(string)tag.Value!] = point.GetSumLong();
                }
            }
        }

        return points;
    }

    /// <summary>Two requests that are answered and one that throws; the exporter is asked while the host lives.</summary>
    private static async Task CallAsync(Func<bool> provider)
    {
        var services = new ServiceCollection();
        services.AddEdgeIsolatesCore(options =>
        {
            options.Pool.MinBlanks = 0;
            PatientLimits.Apply(options);
        });
        await using ServiceProvider host = services.BuildServiceProvider();
        DeployResult deployed = await host.GetRequiredService<IEdgeFunctions>().DeployAsync(FunctionDeployment.FromCode(
            "counted",
            "export default { fetch(request) { if (request.url.endsWith('/throw')) { throw new Error('no'); } return new Response('x'); } }"));
        Assert.True(deployed.Succeeded, string.Join('\n', deployed.Faults));
        var runtime = host.GetRequiredService<IEdgeRuntime>();
        foreach (string path in new[] { "/", "/", "/throw" })
        {
            await runtime.InvokeAsync("counted", new EdgeRequest { Url = $"https://example.com{path}" });
        }

        Assert.True(provider());
    }
}
