using System.Diagnostics;

namespace EdgeIsolates.Nodes.Tests.TestKit;

/// <summary>Clients that call a function one request after the other, until they are stopped.</summary>
internal sealed class Load
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _times = [];
    private readonly Dictionary<string, int> _failures = [];
    private readonly Task _clients;

    public Load(int clients, Func<Task<int>> call)
    {
        _clients = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => RunAsync(call))));
    }

    /// <summary>Stops the clients and tells what they met.</summary>
    public async Task<LoadFigures> StopAsync()
    {
        await _stop.CancelAsync();
        await _clients;
        _stop.Dispose();
        _times.Sort();
        return new LoadFigures(_times.Count, P(50), P(99), _failures);
    }

    private TimeSpan P(int percent) => _times.Count == 0 ? default : _times[_times.Count * percent / 100];

    private async Task RunAsync(Func<Task<int>> call)
    {
        int last = 0;
        while (!_stop.IsCancellationRequested)
        {
            long before = Stopwatch.GetTimestamp();
            string? failure = null;
            try
            {
                int number = await call();
                failure = number < 0 ? "a failed or mixed answer" : number < last ? "an older version after a newer one" : null;
                last = number;
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                failure = error.Message;
            }

            lock (_gate)
            {
                _times.Add(Stopwatch.GetElapsedTime(before));
                if (failure is not null)
                {
                    _failures[failure] = _failures.GetValueOrDefault(failure) + 1;
                }
            }
        }
    }
}
