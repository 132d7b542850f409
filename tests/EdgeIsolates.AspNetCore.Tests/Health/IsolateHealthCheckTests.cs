using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.Health;

public sealed class IsolateHealthCheckTests
{
    [Theory]
    [InlineData(IsolateHealthStatus.Healthy, HealthStatus.Healthy)]
    [InlineData(IsolateHealthStatus.Degraded, HealthStatus.Degraded)]
    public async Task Check_TellsWhatTheIsolatesSay(IsolateHealthStatus isolates, HealthStatus expected)
    {
        IIsolateHealthSource source = Substitute.For<IIsolateHealthSource>();
        source.GetHealth().Returns(new IsolateHealth { Status = isolates, Reasons = ["One.", "Two."], LostBytes = 7 });
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(source).AddHealthChecks().AddEdgeIsolates();
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        HealthReportEntry entry = report.Entries["edge-isolates"];
        Assert.Equal(expected, entry.Status);
        Assert.Equal("One. Two.", entry.Description);
        Assert.Equal(7L, entry.Data["lostBytes"]);
    }
}
