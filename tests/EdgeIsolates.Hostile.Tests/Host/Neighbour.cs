using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using EdgeIsolates.Hostile.Tests.Scripting;

namespace EdgeIsolates.Hostile.Tests.Host;

/// <summary>
/// The well-behaved function beside the attacker, called all the time. Every answer must be right: it has work of its own, state of its own and a look at
/// whether somebody has touched its built-ins.
/// </summary>
internal sealed class Neighbour : IAsyncDisposable
{
    private const string Name = "neighbour";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private static readonly HostileScript Function = new()
    {
        Family = "",
        Name = Name,
        Expected = ["ok"],
        Why = "",
        CpuMs = 1000,
        TimeoutMs = 30_000,
        Source = Encoding.UTF8.GetBytes("""
            const squares = new Map(Array.from({ length: 100 }, (_, i) => [i, i * i]));
            const key = Symbol('own');
            export default {
              async fetch(request) {
                const n = Number(new URL(request.url).searchParams.get('n'));
                await null;
                const touched = `${Object.keys(Object.prototype).length}${({}).evil}${Array.prototype[key]}`;
                return new Response(`${n}:${squares.get(n % 100)}:${touched}`, { headers: { 'x-neighbour': 'yes' } });
              },
            };
            """),
    };

    private readonly HostClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _calls;
    private int _answers;
    private int _next;
    private double _slowestMs;
    private string? _wrong;

    private Neighbour(HostClient client)
    {
        _client = client;
        _calls = CallAsync();
    }

    /// <summary>Right answers so far.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>The first wrong answer, or failure to answer, since the last call of this.</summary>
    public string? TakeWrong() => Interlocked.Exchange(ref _wrong, null);

    /// <summary>The slowest answer since the last call of this, in milliseconds.</summary>
    public double TakeSlowestMs() => Interlocked.Exchange(ref _slowestMs, 0);

    public static async Task<Neighbour> StartAsync(HostClient client)
    {
        CallResult? refused = await client.DeployAsync(Name, Function);
        return refused is null ? new Neighbour(client) : throw new InvalidOperationException($"The neighbour was not deployed: {refused}");
    }

    /// <summary>Calls once more, now.</summary>
    public async Task CallOnceAsync()
    {
        int n = Interlocked.Increment(ref _next);
        long start = Stopwatch.GetTimestamp();
        try
        {
            string answer = await _client.GetTextAsync($"/attack/{Name}?n={n}");
            if (answer == $"{n}:{n % 100 * (n % 100)}:0undefinedundefined")
            {
                Interlocked.Increment(ref _answers);
            }
            else
            {
                Volatile.Write(ref _wrong, answer);
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException or SocketException)
        {
            Volatile.Write(ref _wrong, error.Message);
        }

        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (elapsed > Volatile.Read(ref _slowestMs))
        {
            Volatile.Write(ref _slowestMs, elapsed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _calls;
        _stop.Dispose();
    }

    private async Task CallAsync()
    {
        using PeriodicTimer pause = new(Pause);
        while (!_stop.IsCancellationRequested)
        {
            await CallOnceAsync();
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
