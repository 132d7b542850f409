using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Hosting;

/// <summary>Everything the core logs.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(EventIds.IsolateFault, LogLevel.Error, "The host failed in isolate {IsolateId} of {Function} {Version}.")]
    public static partial void IsolateFault(this ILogger logger, string function, string version, string isolateId, Exception exception);

    [LoggerMessage(EventIds.BlankFailed, LogLevel.Error, "A blank isolate could not be made.")]
    public static partial void BlankFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventIds.IsolateCondemned, LogLevel.Warning, "Isolate {IsolateId} of {Function} {Version} went over a limit ({Reason}) and gets no new requests.")]
    public static partial void IsolateCondemned(this ILogger logger, string function, string version, string isolateId, string reason);

    [LoggerMessage(EventIds.IsolateGaveWay, LogLevel.Information, "Isolate {IsolateId} of {Function} {Version} ({Bytes} bytes) gets no new requests, to make room for others.")]
    public static partial void IsolateGaveWay(this ILogger logger, string isolateId, string function, string version, long bytes);

    [LoggerMessage(EventIds.IsolateRenewed, LogLevel.Information, "Isolate {IsolateId} of {Function} {Version} is replaced after {Requests} requests, at {Bytes} bytes.")]
    public static partial void IsolateRenewed(this ILogger logger, string isolateId, string function, string version, int requests, long bytes);

    [LoggerMessage(EventIds.IsolateBrokenOff, LogLevel.Warning, "Isolate {IsolateId} of {Function} {Version} was replaced and did not finish in time: {Requests} requests are broken off.")]
    public static partial void IsolateBrokenOff(this ILogger logger, string isolateId, string function, string version, int requests);

    [LoggerMessage(EventIds.FunctionQuarantined, LogLevel.Error, "{Function} {Version} brought down isolates and is refused for {Seconds} s.")]
    public static partial void FunctionQuarantined(this ILogger logger, string function, string version, double seconds);

    [LoggerMessage(EventId = EventIds.FunctionLine, Message = "{Function} {Version} [{RequestId}] {Text}")]
    public static partial void FunctionLine(this ILogger logger, LogLevel level, string function, string version, string? requestId, string text);

    [LoggerMessage(EventIds.FunctionLogFailed, LogLevel.Error, "The sink for functions' log lines threw.")]
    public static partial void FunctionLogFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventIds.FunctionDeployed, LogLevel.Information, "Deployed {Function} {Version}.")]
    public static partial void FunctionDeployed(this ILogger logger, string function, string version);

    [LoggerMessage(EventIds.StoreUnavailable, LogLevel.Warning, "A change was made, but not all of its follow-ups: {Reason}")]
    public static partial void StoreUnavailable(this ILogger logger, string reason);

    [LoggerMessage(EventIds.StoreWentAway, LogLevel.Error, "The function store does not answer; functions go on as this host knows them, and changes wait: {Reason}")]
    public static partial void StoreWentAway(this ILogger logger, string reason);

    [LoggerMessage(EventIds.StoreIsBack, LogLevel.Information, "The function store answers again.")]
    public static partial void StoreIsBack(this ILogger logger);

    [LoggerMessage(EventIds.FunctionOvertaken, LogLevel.Information, "Deployed {Function} {Version}, but version {Number} was deployed meanwhile and stays active.")]
    public static partial void FunctionOvertaken(this ILogger logger, string function, string version, int number);

    [LoggerMessage(EventIds.RouteStoreWentAway, LogLevel.Error, "The route store does not answer; functions go on, and deploys that need a route wait: {Reason}")]
    public static partial void RouteStoreWentAway(this ILogger logger, string reason);

    [LoggerMessage(EventIds.RouteStoreIsBack, LogLevel.Information, "The route store answers again.")]
    public static partial void RouteStoreIsBack(this ILogger logger);

    [LoggerMessage(EventIds.HintsBroke, LogLevel.Error, "A source of hints that functions have changed failed; the next try is in {Seconds} s, and this host looks on its own meanwhile.")]
    public static partial void HintsBroke(this ILogger logger, double seconds, Exception exception);

    [LoggerMessage(EventIds.FunctionRemoved, LogLevel.Information, "Removed {Function}.")]
    public static partial void FunctionRemoved(this ILogger logger, string function);

    [LoggerMessage(EventIds.SourceMapRefused, LogLevel.Warning, "The source map of {Module} of {Function} {Version} is not used: {Reason}.")]
    public static partial void SourceMapRefused(this ILogger logger, string module, string function, string version, string reason);

    [LoggerMessage(EventIds.SourceMapFailed, LogLevel.Error, "The source map of {Module} of {Function} {Version} could not be read.")]
    public static partial void SourceMapFailed(this ILogger logger, string module, string function, string version, Exception exception);

    [LoggerMessage(EventIds.InvocationSinkFailed, LogLevel.Error, "The sink {Sink} of invocation records threw.")]
    public static partial void InvocationSinkFailed(this ILogger logger, string sink, Exception exception);

    [LoggerMessage(
        EventIds.MetricsNotWritten,
        LogLevel.Warning,
        "Metrics could not be written ({Buckets} buckets wait); the next try is in {Seconds} s.")]
    public static partial void MetricsNotWritten(this ILogger logger, int buckets, double seconds, Exception exception);

    [LoggerMessage(EventIds.MetricsWrittenAgain, LogLevel.Information, "Metrics are written again.")]
    public static partial void MetricsWrittenAgain(this ILogger logger);

    [LoggerMessage(
        EventIds.MetricsDropped,
        LogLevel.Error,
        "The metrics store has been away too long: {Buckets} buckets with {Invocations} invocations were dropped.")]
    public static partial void MetricsDropped(this ILogger logger, int buckets, long invocations);

    [LoggerMessage(EventIds.MetricsNotRemoved, LogLevel.Warning, "Old metrics could not be removed; that is tried again in an hour.")]
    public static partial void MetricsNotRemoved(this ILogger logger, Exception exception);

    [LoggerMessage(EventIds.MetricsLost, LogLevel.Error, "The host stopped before metrics could be written: {Buckets} buckets are lost.")]
    public static partial void MetricsLost(this ILogger logger, int buckets, Exception exception);

    [LoggerMessage(EventIds.QueueStoreWentAway, LogLevel.Error, "The queue {Queue} cannot be read; its messages wait: {Reason}")]
    public static partial void QueueStoreWentAway(this ILogger logger, string queue, string reason);

    [LoggerMessage(EventIds.QueueStoreIsBack, LogLevel.Information, "The queue {Queue} can be read again.")]
    public static partial void QueueStoreIsBack(this ILogger logger, string queue);

    [LoggerMessage(
        EventIds.QueueMessagesDropped,
        LogLevel.Warning,
        "{Function} failed {Messages} messages of the queue {Queue} for the last time; they are deleted, as the consumer has no deadLetterQueue.")]
    public static partial void QueueMessagesDropped(this ILogger logger, string function, string queue, int messages);

    [LoggerMessage(EventIds.QueueBatchFailed, LogLevel.Error, "A batch of the queue {Queue} was not settled; its messages come back when their lease ends.")]
    public static partial void QueueBatchFailed(this ILogger logger, string queue, Exception exception);

    [LoggerMessage(EventIds.ScheduleStoreWentAway, LogLevel.Error, "The store of schedules does not answer; ticks wait for it: {Reason}")]
    public static partial void ScheduleStoreWentAway(this ILogger logger, string reason);

    [LoggerMessage(EventIds.ScheduleStoreIsBack, LogLevel.Information, "The store of schedules answers again.")]
    public static partial void ScheduleStoreIsBack(this ILogger logger);

    [LoggerMessage(EventIds.ScheduledRunFailed, LogLevel.Warning, "The scheduled run {Cron} of {Function} ended with {Outcome}: {Error}")]
    public static partial void ScheduledRunFailed(this ILogger logger, string function, string cron, string outcome, string error);

    [LoggerMessage(EventIds.ScheduledTickGivenUp, LogLevel.Error, "The tick {ScheduledAt} of {Cron} of {Function} is given up: its node was lost {Attempts} times.")]
    public static partial void ScheduledTickGivenUp(this ILogger logger, string function, string cron, DateTimeOffset scheduledAt, int attempts);

    [LoggerMessage(EventIds.KeyValuesNotRemoved, LogLevel.Warning, "Expired entries of kv namespaces could not be removed; it is tried again in a minute.")]
    public static partial void KeyValuesNotRemoved(this ILogger logger, Exception exception);

    [LoggerMessage(EventIds.RateLimitsUnavailable, LogLevel.Warning, "The shared counts of rate limits do not answer; this node counts {Namespace} for itself meanwhile.")]
    public static partial void RateLimitsUnavailable(this ILogger logger, string @namespace, Exception exception);

    [LoggerMessage(EventIds.ResponseStoreWentAway, LogLevel.Warning, "The shared store of the Cache API does not answer; this node goes on with its own memory and tries again each second.")]
    public static partial void ResponseStoreWentAway(this ILogger logger, Exception exception);

    [LoggerMessage(EventIds.ResponseStoreIsBack, LogLevel.Information, "The shared store of the Cache API answers again.")]
    public static partial void ResponseStoreIsBack(this ILogger logger);

    [LoggerMessage(EventIds.KeyValueStoreUnavailable, LogLevel.Warning, "The key-value store does not answer for the namespace {Namespace}.")]
    public static partial void KeyValueStoreUnavailable(this ILogger logger, string @namespace, Exception exception);

    [LoggerMessage(EventIds.ObjectStorageFailed, LogLevel.Error, "The storage of the Durable Object {ClassName} {Id} failed; the object was reset.")]
    public static partial void ObjectStorageFailed(this ILogger logger, string className, string id, Exception exception);

    [LoggerMessage(EventIds.ObjectHeld, LogLevel.Warning, "The Durable Object {ClassName} {Id} cannot be opened: {Reason}")]
    public static partial void ObjectHeld(this ILogger logger, string className, string id, string reason);

    [LoggerMessage(EventIds.NodesKeepTheirOwn, LogLevel.Warning, "All nodes share the functions ({AddedBy}), but each keeps for itself: {Stores}. On several nodes a request sees what is kept on the node that it reached; docs/operations.md, \"What nodes share\", says what to do.")]
    public static partial void NodesKeepTheirOwn(this ILogger logger, string addedBy, string stores);

    [LoggerMessage(EventIds.AlarmFailed, LogLevel.Warning, "The alarm of the Durable Object {Namespace} {Id} failed ({Reason}); try {Attempt} follows in {Seconds} s.")]
    public static partial void AlarmFailed(this ILogger logger, string @namespace, string id, string reason, int attempt, double seconds);

    [LoggerMessage(EventIds.AlarmGivenUp, LogLevel.Error, "The alarm of the Durable Object {Namespace} {Id} was given up after {Attempts} tries ({Reason}).")]
    public static partial void AlarmGivenUp(this ILogger logger, string @namespace, string id, int attempts, string reason);

    [LoggerMessage(EventIds.ObjectSocketFailed, LogLevel.Error, "A WebSocket's event failed in the Durable Object {ClassName} {Id}: {Outcome}: {Reason}")]
    public static partial void ObjectSocketFailed(this ILogger logger, string className, string id, InvocationOutcome outcome, string? reason);

    [LoggerMessage(EventIds.ObjectsNotDeleted, LogLevel.Warning, "The objects of the deleted class {Namespace} could not be removed; that is tried again at the next change of a function.")]
    public static partial void ObjectsNotDeleted(this ILogger logger, string @namespace, Exception exception);

    [LoggerMessage(EventIds.AlarmsUnavailable, LogLevel.Warning, "The alarms of Durable Objects cannot be read; that is tried again.")]
    public static partial void AlarmsUnavailable(this ILogger logger, Exception exception);
}
