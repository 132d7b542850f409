using EdgeIsolates.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeIsolates.Tests.Hosting;

public sealed class EdgeIsolatesOptionsTests
{
    private readonly EdgeIsolatesOptionsValidator _validator = new();

    [Fact]
    public void Validate_Defaults_AreSound() => Assert.True(_validator.Validate(null, new EdgeIsolatesOptions()).Succeeded);

    [Fact]
    public void Validate_SeveralFaults_TellsAll()
    {
        ValidateOptionsResult result = _validator.Validate(null, new EdgeIsolatesOptions
        {
            Pool = { MinBlanks = 5, MaxBlanks = 4, MaxIsolates = -1, SoftMemoryPercent = 0 },
            Limits = IsolateLimits.Default with { MemoryBytes = 1, CpuPerRequest = TimeSpan.Zero },
        });
        Assert.Equal(5, result.Failures!.Count());
    }

    [Fact]
    public void Options_Silent_HoldTheDocumentedDefaults()
    {
        var options = new EdgeIsolatesOptions();
        Assert.Equal((2, 16, 100, 1_000), (options.Pool.MinBlanks, options.Pool.MaxBlanks, options.Pool.MaxConcurrentRequests, options.Pool.MaxQueuedRequests));
        Assert.Equal((int)(options.Pool.MemoryBudgetBytes * 50 >> 30), options.Pool.MostIsolates);
        Assert.Equal(TimeSpan.FromMinutes(5), options.Pool.IdleTimeout);
        Assert.Equal(128L * 1024 * 1024, options.Limits.MemoryBytes);
        Assert.Equal(TimeSpan.FromSeconds(30), options.Limits.WallPerRequest);
        Assert.Equal((128, 30_000, 1_000), (FunctionConfig.Default.MemoryLimitMb, FunctionConfig.Default.TimeoutMs, FunctionConfig.Default.CpuMs));
    }
}
