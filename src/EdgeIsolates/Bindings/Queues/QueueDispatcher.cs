using System.Threading.Channels;
using EdgeIsolates.Deployments;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings;

/// <summary>Keeps a <see cref="QueuePump"/> for each queue that an active function of this region consumes, as functions come, change and go.</summary>
internal sealed class QueueDispatcher(
    FunctionCatalog catalog,
    Queues queues,
    QueueHints hints,
    EdgeRuntime runtime,
    EdgeIsolatesOptions options,
    TimeProvider time,
    ILogger<QueueDispatcher> logger) : IHostedService, IAsyncDisposable
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<QueuePumpSettings, QueuePump> _pumps = [];
    private readonly List<Task> _ending = [];
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Changed += OnChanged;
        _changes.Writer.TryWrite(true);
        _running = RunAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await EndAsync();
        await Task.WhenAll([.. _ending, .. _pumps.Values.Select(pump => pump.StopAsync(cancellationToken))]);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (QueuePump pump in _pumps.Values)
        {
            await pump.DisposeAsync();
        }

        _pumps.Clear();
    }

    private void OnChanged(object? sender, EventArgs arguments) => _changes.Writer.TryWrite(true);

    private async Task EndAsync()
    {
        catalog.Changed -= OnChanged;
        _changes.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync()
    {
        await foreach (bool _ in _changes.Reader.ReadAllAsync())
        {
            HashSet<QueuePumpSettings> wanted = [.. catalog.List().SelectMany(WantedBy)];
            foreach ((QueuePumpSettings settings, QueuePump pump) in _pumps.Where(pump => !wanted.Contains(pump.Key)).ToArray())
            {
                _pumps.Remove(settings);
                _ending.RemoveAll(static ending => ending.IsCompleted);
                _ending.Add(EndAsync(pump));
            }

            foreach (QueuePumpSettings settings in wanted.Where(settings => !_pumps.ContainsKey(settings)))
            {
                _pumps[settings] = new QueuePump(settings, queues, hints, runtime, options.Queues, time, logger);
            }
        }
    }

    private static async Task EndAsync(QueuePump pump)
    {
        await pump.StopAsync(CancellationToken.None);
        await pump.DisposeAsync();
    }

    /// <summary>While two versions share the requests, the newer one's settings hold for a queue that both consume.</summary>
    private IEnumerable<QueuePumpSettings> WantedBy(FunctionRecord record) => record.Status != FunctionStatus.Active
        ? []
        : record.Traffic
            .Select(static share => share.Version)
            .Where(version => version.Config.Regions.Count == 0 || version.Config.Regions.Contains(options.Region, StringComparer.OrdinalIgnoreCase))
            .Reverse()
            .SelectMany(version => version.Config.Queues.Consumers.Select(
                consumer => new QueuePumpSettings(record.Name, consumer, TimeSpan.FromMilliseconds(version.Config.TimeoutMs))))
            .DistinctBy(static settings => settings.Consumer.Queue);
}
