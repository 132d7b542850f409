namespace EdgeIsolates.AspNetCore;

/// <summary>Listens for the record of one request among those of its function, from before it is made. Gives up soon after it: work in <c>waitUntil</c> may go on for long.</summary>
internal sealed class TrialRecord : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ending;
    private readonly IAsyncEnumerator<TailedInvocation> _records;
    private Task<bool> _next;

    public TrialRecord(ILiveTail tail, string functionName, TimeProvider time, CancellationToken cancellationToken)
    {
        _time = time;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _records = tail.ListenAsync(functionName, _ending.Token).GetAsyncEnumerator(CancellationToken.None);
        _next = _records.MoveNextAsync().AsTask();
    }

    public async ValueTask<InvocationRecord?> FindAsync(string requestId)
    {
        using CancellationTokenSource patience = new(Patience, _time);
        using CancellationTokenRegistration givingUp = patience.Token.Register(_ending.Cancel);
        while (await _next)
        {
            if (_records.Current.Record.RequestId == requestId)
            {
                return _records.Current.Record;
            }

            _next = _records.MoveNextAsync().AsTask();
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        // The enumerator must not be disposed while it waits.
        await _ending.CancelAsync();
        await _next;
        await _records.DisposeAsync();
        _ending.Dispose();
    }
}
