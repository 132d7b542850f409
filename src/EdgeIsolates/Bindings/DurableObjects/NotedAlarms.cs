namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>The node's alarms, with somebody who is told of those that were set.</summary>
internal sealed class NotedAlarms(IDurableObjectAlarms alarms, Action noted) : IDurableObjectAlarms
{
    public async Task SetAsync(DurableObjectAddress address, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        await alarms.SetAsync(address, due, cancellationToken);
        noted();
    }

    public Task PostponeAsync(DurableObjectAlarm alarm, CancellationToken cancellationToken) => alarms.PostponeAsync(alarm, cancellationToken);

    public Task<IReadOnlyList<DurableObjectAlarm>> ReadFirstAsync(int limit, CancellationToken cancellationToken) => alarms.ReadFirstAsync(limit, cancellationToken);
}
