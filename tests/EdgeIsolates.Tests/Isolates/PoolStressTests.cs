using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

// Far more callers than there is room for: every one of them is served, refused or gives up, none is forgotten, and in the end nothing is left behind.
public sealed class PoolStressTests : IAsyncTest
{
    private const int Functions = 6;
    private const int Callers = 24;
    private const int Rounds = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly EdgeHost _host = new(options =>
    {
        options.Pool.MaxIsolates = 3;
        options.Pool.MaxIsolatesPerFunction = 2;
        options.Pool.MaxConcurrentRequests = 2;
        options.Pool.MaxQueuedRequests = 20;
        options.Pool.QueueTimeout = TimeSpan.FromSeconds(60);
        options.Pool.MaxRequestsPerIsolate = 50;
    });

    private int _served;
    private int _shed;
    private int _gaveUp;

    [Fact]
    public async Task RentAsync_MuchMoreThanThereIsRoomFor_NobodyIsForgotten()
    {
        var functions = new EdgeFunction[Functions];
        for (int i = 0; i < Functions; i++)
        {
            functions[i] = await _host.DeployAsync("export default { fetch() { return new Response('x'); } }", name: $"f{i}");
        }

        Task[] callers = [.. Enumerable.Range(0, Callers).Select(seed => Task.Run(() => CallAsync(functions, new Random(seed))))];
        await Task.WhenAll(callers).WaitAsync(Patience, TimeProvider.System);
        IsolatePoolStatistics statistics = _host.Isolates.GetStatistics();
        Assert.Equal(Callers * Rounds, _served + _shed + _gaveUp);
        Assert.Equal((0, 0, _shed), (statistics.QueuedRequests, statistics.StartingIsolates, statistics.ShedRequests));
        Assert.True(_served > Callers * Rounds / 10, $"Only {_served} were served.");
        Assert.All(_host.Isolates.ListIsolates(), isolate => Assert.Equal(0, isolate.RequestsUnderWay));
        foreach (EdgeFunction function in functions)
        {
            Assert.Equal("x", (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).Text());
        }

        await _host.Isolates.DisposeAsync();
        Assert.Equal((0, 0L), (_host.Isolates.Count, _host.Isolates.GetStatistics().MemoryBytes));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task CallAsync(EdgeFunction[] functions, Random random)
    {
        for (int round = 0; round < Rounds; round++)
        {
            // The first functions are asked for more often than the last.
            EdgeFunction function = functions[Math.Min(random.Next(Functions), random.Next(Functions))];
            bool isImpatient = random.Next(5) == 0;
            using var source = isImpatient ? new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(4)), TimeProvider.System) : new CancellationTokenSource();
            try
            {
                await using IIsolateLease lease = await _host.Pool.RentAsync(function, source.Token);
                await FetchAsync(lease, random);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _gaveUp);
            }
        }
    }

    private async Task FetchAsync(IIsolateLease lease, Random random)
    {
        InvocationResult result = await lease.FetchAsync(EdgeHost.Get());
        if (result.Outcome == InvocationOutcome.LoadShed)
        {
            Interlocked.Increment(ref _shed);
            return;
        }

        Assert.Equal("x", result.Text());
        Interlocked.Increment(ref _served);
        if (random.Next(10) == 0)
        {
            await Task.Yield();
        }
    }
}
