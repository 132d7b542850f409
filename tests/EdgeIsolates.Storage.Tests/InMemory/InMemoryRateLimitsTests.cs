using EdgeIsolates.Stores;

namespace EdgeIsolates.Storage.Tests.InMemory;

public sealed class InMemoryRateLimitsTests : RateLimitsConformance
{
    private readonly InMemoryRateLimits _limits;

    public InMemoryRateLimitsTests()
    {
        _limits = new InMemoryRateLimits(Time);
    }

    protected override void AddStore(IEdgeIsolatesBuilder builder) => builder.Services.AddSingleton<IRateLimits>(_limits);

    [Fact]
    public async Task TryTake_FloodOfKeys_KeysInUseStayLimited()
    {
        var limits = new InMemoryRateLimits(Time, mostKeys: 100);
        RateLimit one = new("n", 1, 60);
        await limits.TryTakeAsync(one, "in use", End);

        for (int key = 0; key < 1_000; key++)
        {
            await limits.TryTakeAsync(one, $"flood {key}", End);
            if (key % 50 == 0)
            {
                Assert.False(await limits.TryTakeAsync(one, "in use", End));
            }
        }
    }
}
