using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

// Everything at once: requests that answer, wait, burn, throw and are given up, while their functions are deployed anew and removed.
public sealed class IsolateStressTests : IAsyncTest
{
    private const int Threads = 6;
    private const int Steps = 120;
    private const int Functions = 4;

    private readonly EdgeHost _host = new(options =>
    {
        options.Pool.MinBlanks = 2;
        options.Pool.MaxIsolates = 6;
    });

    [Fact]
    public async Task Invoke_EverythingAtOnce_EveryRequestGetsItsOutcome()
    {
        for (int i = 0; i < Functions; i++)
        {
            await DeployAsync(i);
        }

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(seed => Task.Run(() => WorkAsync(new Random(seed)))));
        await _host.Isolates.DisposeAsync();
        Assert.Equal(0, _host.Isolates.Count);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task WorkAsync(Random random)
    {
        for (int step = 0; step < Steps; step++)
        {
            int function = random.Next(Functions);
            switch (random.Next(12))
            {
                case 0:
                    await DeployAsync(function);
                    break;
                case 1:
                    await _host.Functions.RemoveAsync($"f{function}");
                    await DeployAsync(function);
                    break;
                case 2:
                    await ExpectAsync(function, "burn", InvocationOutcome.ExceededCpu);
                    break;
                case 3:
                    await ExpectAsync(function, "throw", InvocationOutcome.Exception);
                    break;
                case 4:
                    await ExpectAsync(function, "stall", InvocationOutcome.Exception);
                    break;
                case 5:
                    await CancelAsync(function, random.Next(3));
                    break;
                case 6:
                    await ExpectAsync(function, "late", InvocationOutcome.Ok);
                    break;
                case 7:
                    await ExpectAsync(function, "wait", InvocationOutcome.Ok);
                    break;
                default:
                    await ExpectAsync(function, "hello", InvocationOutcome.Ok);
                    break;
            }
        }
    }

    private async Task DeployAsync(int function)
    {
        DeployResult result = await _host.TryDeployAsync(
            """
            export default {
              async fetch(request, env, ctx) {
                const what = request.url.split('/').pop();
                if (what === 'burn') for (;;);
                if (what === 'throw') throw new Error('thrown');
                if (what === 'stall') await new Promise(() => {});
                if (what === 'wait') await new Promise(done => setTimeout(done, 5));
                if (what === 'long') await new Promise(done => setTimeout(done, 5000));
                if (what === 'late') ctx.waitUntil(new Promise(done => setTimeout(done, 3)));
                return new Response(what);
              },
            };
            """,
            new FunctionConfig { CpuMs = 120, TimeoutMs = 30_000 },
            $"f{function}");
        // Another deploy of the same function may have been faster.
        Assert.True(result.Succeeded || result.Faults is [{ Code: DeployFaultCodes.ChangedMeanwhile }], string.Join('\n', result.Faults));
    }

    private async Task ExpectAsync(int function, string what, InvocationOutcome expected)
    {
        InvocationResult result = await _host.Runtime.InvokeAsync($"f{function}", EdgeHost.Get("/" + what));

        // A neighbour may have brought the isolate down, another thread removed the function, the machine stood still for half a minute; a wrong answer is never right.
        if (result.Outcome is not (InvocationOutcome.LoadShed or InvocationOutcome.NotFound or InvocationOutcome.ExceededWallTime))
        {
            Assert.True(result.Outcome == expected, $"{what}: {result.Outcome} after {result.CpuTime.TotalMilliseconds} ms CPU, {result.WallTime.TotalMilliseconds} ms wall; {result.Error}");
        }

        if (result.Outcome == InvocationOutcome.Ok)
        {
            Assert.Equal(what, result.Text());
        }
    }

    private async Task CancelAsync(int function, int milliseconds)
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
        InvocationResult result = await _host.Runtime.InvokeAsync($"f{function}", EdgeHost.Get("/long"), source.Token);
        Assert.True(
            result.Outcome is InvocationOutcome.Canceled or InvocationOutcome.NotFound or InvocationOutcome.LoadShed,
            $"{result.Outcome} {result.Error}");
    }
}
