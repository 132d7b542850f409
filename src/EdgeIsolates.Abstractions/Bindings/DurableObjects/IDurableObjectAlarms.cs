namespace EdgeIsolates;

/// <summary>
/// The alarms of all objects of a node, by their time, so that a node that starts knows whom to wake. What counts is the alarm in the object's own storage; an entry
/// here may be stale, but none may be missing. Every method throws <see cref="StoreUnavailableException"/> when the store cannot be reached.
/// Safe for use from any thread.
/// </summary>
public interface IDurableObjectAlarms
{
    /// <summary>Notes when an object is to be woken, as an alarm that has not failed yet; it survives the process and the machine when the task ends.</summary>
    /// <param name="address">The object.</param>
    /// <param name="due">The time, or <see langword="null"/> for never.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is noted.</returns>
    Task SetAsync(DurableObjectAddress address, DateTimeOffset? due, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that an alarm is to be rung again: <see cref="DurableObjectAlarm.RingAt"/> and <see cref="DurableObjectAlarm.Failures"/>. It survives the process and the machine when the
    /// task ends. Without effect when the object has another alarm by now, or none.
    /// </summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is noted.</returns>
    Task PostponeAsync(DurableObjectAlarm alarm, CancellationToken cancellationToken);

    /// <summary>Reads the alarms that are to ring first.</summary>
    /// <param name="limit">The most to read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Alarms, the earliest first.</returns>
    Task<IReadOnlyList<DurableObjectAlarm>> ReadFirstAsync(int limit, CancellationToken cancellationToken);
}
