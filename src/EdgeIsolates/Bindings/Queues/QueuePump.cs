using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings;

// Carries one queue's messages to its consumer, from this node.
//
// 1. It takes a place (as many batches at once as the consumer allows), then leases a batch, hands it to the function, and settles it. A batch that was leased is always settled or
//    comes back: whatever fails in between, the lease ends.
// 2. While there is nothing it looks less and less often, up to the host's interval; a message that was sent on this node wakes it at once.
// 3. A new version of the function needs nothing here: each batch goes to the version that is live then. Only when the consumer's own settings change is the pump replaced; its
//    batches end in peace beside those of its successor.
// 4. The handler ends before the lease does, so that a message is in two handlers only when a node's clock or its process fails.
internal sealed class QueuePump : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SettlePause = TimeSpan.FromMilliseconds(200);

    private readonly QueuePumpSettings _settings;
    private readonly Queues _queues;
    private readonly QueueHints _hints;
    private readonly EdgeRuntime _runtime;
    private readonly QueueOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly SemaphoreSlim _places;
    private readonly Task _running;
    private Task? _ended;
    private bool _isAway;

    public QueuePump(QueuePumpSettings settings, Queues queues, QueueHints hints, EdgeRuntime runtime, QueueOptions options, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _queues = queues;
        _hints = hints;
        _runtime = runtime;
        _options = options;
        _time = time;
        _logger = logger;
        _places = new SemaphoreSlim(settings.Consumer.MaxConcurrency);
        _running = Task.Run(RunAsync);
    }

    private QueueConsumer Consumer => _settings.Consumer;

    /// <summary>Takes no more messages, and ends when those that it has are settled.</summary>
    /// <param name="cancellationToken">Breaks off what is under way: its messages are given back.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await using CancellationTokenRegistration breaking = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _abort);
        await Ended();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _stop.Dispose();
        _abort.Dispose();
        _places.Dispose();
    }

    private Task Ended()
    {
        lock (_stop)
        {
            return _ended ??= EndAsync();
        }
    }

    private async Task EndAsync()
    {
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (int i = 0; i < Consumer.MaxConcurrency; i++)
        {
            await _places.WaitAsync(CancellationToken.None);
        }
    }

    private async Task RunAsync()
    {
        TimeSpan pause = ShortestPause;
        Task hint = _hints.WaitAsync(Consumer.Queue, _stop.Token);
        while (true)
        {
            await _places.WaitAsync(_stop.Token);
            QueueLease lease = NewLease();
            IReadOnlyList<LeasedMessage> leased = await TryLeaseAsync(lease);
            if (leased.Count > 0)
            {
                _ = HandleAsync(leased, lease.Until);
                pause = ShortestPause;
                continue;
            }

            _places.Release();
            await RestAsync(hint, pause);
            pause = hint.IsCompleted ? ShortestPause : Min(pause * 2, _options.PollInterval);
            hint = hint.IsCompleted ? _hints.WaitAsync(Consumer.Queue, _stop.Token) : hint;
        }
    }

    private async Task RestAsync(Task hint, TimeSpan pause)
    {
        using var resting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        await Task.WhenAny(hint, Task.Delay(pause, _time, resting.Token));
        await resting.CancelAsync();
        _stop.Token.ThrowIfCancellationRequested();
    }

    private QueueLease NewLease()
    {
        DateTimeOffset now = _time.GetUtcNow();
        return new QueueLease
        {
            Queue = Consumer.Queue,
            Most = Consumer.MaxBatchSize,
            Now = now,
            DueBefore = now.AddMilliseconds(-Consumer.MaxBatchTimeoutMs),
            Until = now + _settings.Timeout + _options.LeaseMargin,
        };
    }

    /// <summary>What there is; nothing while the store is away. Not broken off half-way: what was leased and not seen would have to wait for the end of the lease.</summary>
    private async Task<IReadOnlyList<LeasedMessage>> TryLeaseAsync(QueueLease lease)
    {
        try
        {
            IQueueStore store = await _queues.OpenAsync(_stop.Token);
            IReadOnlyList<LeasedMessage> leased = await store.LeaseAsync(lease, CancellationToken.None);
            if (_isAway)
            {
                _logger.QueueStoreIsBack(Consumer.Queue);
                _isAway = false;
            }

            return leased;
        }
        catch (Exception exception)
        {
            if (!_isAway && !_stop.IsCancellationRequested)
            {
                _logger.QueueStoreWentAway(Consumer.Queue, exception.Message);
                _isAway = true;
            }

            return [];
        }
    }

    private async Task HandleAsync(IReadOnlyList<LeasedMessage> leased, DateTimeOffset until)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            // Given out more often than it may be: its last handler brought its host down.
            ILookup<bool, LeasedMessage> bySpent = leased.ToLookup(message => message.Attempts > Consumer.MaxRetries + 1);
            var batch = new QueueBatch(Consumer, [.. bySpent[false]]);
            List<QueueVerdict> verdicts = [.. bySpent[true].Select(message => batch.Bury(message, _time.GetUtcNow()))];
            if (batch.Messages.Count > 0)
            {
                verdicts.AddRange(batch.Judge(await InvokeAsync(batch, until), _time.GetUtcNow()));
            }

            await SettleAsync(verdicts, until);
            if (batch.Dropped > 0)
            {
                _logger.QueueMessagesDropped(_settings.FunctionName, Consumer.Queue, batch.Dropped);
            }
        }
        catch (Exception exception)
        {
            _logger.QueueBatchFailed(Consumer.Queue, exception);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<InvocationResult> InvokeAsync(QueueBatch batch, DateTimeOffset until)
    {
        using var leaseEnds = new CancellationTokenSource(until - _time.GetUtcNow() - (_options.LeaseMargin / 2), _time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(leaseEnds.Token, _abort.Token);
        return await _runtime.InvokeAsync(_settings.FunctionName, batch.ToRequest(), ends.Token);
    }

    /// <summary>Settles, and tries again while it helps.</summary>
    private async Task SettleAsync(List<QueueVerdict> verdicts, DateTimeOffset until)
    {
        IQueueStore store = await _queues.OpenAsync(CancellationToken.None);
        while (true)
        {
            try
            {
                await store.SettleAsync(Consumer.Queue, verdicts, CancellationToken.None);
                TellOthers(verdicts);
                return;
            }
            catch (StoreUnavailableException) when (_time.GetUtcNow() + SettlePause < until && !_abort.IsCancellationRequested)
            {
                await Task.Delay(SettlePause, _time, CancellationToken.None);
            }
        }
    }

    private void TellOthers(List<QueueVerdict> verdicts)
    {
        if (verdicts.Exists(static verdict => verdict.Kind == QueueVerdictKind.DeadLetter))
        {
            _hints.Tell(Consumer.DeadLetterQueue);
        }

        if (verdicts.Exists(static verdict => verdict.Kind == QueueVerdictKind.Retry))
        {
            _hints.Tell(Consumer.Queue);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
