namespace EdgeIsolates;

/// <summary>
/// Takes the record of every request when it is over; any number of sinks may be registered. Called on the thread that ended the request, so it must be quick and must not
/// wait: one that writes somewhere puts the record into a queue of its own. What it throws is logged and dropped. Called from many threads at the same time.
/// </summary>
public interface IInvocationSink
{
    /// <summary>Whether this sink wants the lines that requests log, now; asked for each request when it begins.</summary>
    bool WantsLogs { get; }

    /// <summary>Takes a record.</summary>
    /// <param name="record">The record.</param>
    void Write(InvocationRecord record);
}
