namespace EdgeIsolates.Hosting;

/// <summary>The numbers of the log's events. 1000s isolates, 2000s functions, 3000s deploys, 4000s metrics, 5000s bindings, 6000s queues and schedules. A number is never used again for something else.</summary>
internal static class EventIds
{
    public const int IsolateFault = 1000;
    public const int BlankFailed = 1001;
    public const int IsolateCondemned = 1002;
    public const int FunctionQuarantined = 1003;
    public const int IsolateGaveWay = 1010;
    public const int IsolateRenewed = 1011;
    public const int IsolateBrokenOff = 1012;

    public const int FunctionLine = 2000;
    public const int FunctionLogFailed = 2001;
    public const int SourceMapRefused = 2002;
    public const int SourceMapFailed = 2003;
    public const int InvocationSinkFailed = 2004;

    public const int FunctionDeployed = 3000;
    public const int FunctionRemoved = 3001;
    public const int StoreUnavailable = 3002;
    public const int StoreWentAway = 3003;
    public const int StoreIsBack = 3004;
    public const int FunctionOvertaken = 3005;
    public const int RouteStoreWentAway = 3006;
    public const int RouteStoreIsBack = 3007;
    public const int HintsBroke = 3008;

    public const int MetricsNotWritten = 4000;
    public const int MetricsWrittenAgain = 4001;
    public const int MetricsDropped = 4002;
    public const int MetricsNotRemoved = 4003;
    public const int MetricsLost = 4004;

    public const int QueueStoreWentAway = 6000;
    public const int QueueStoreIsBack = 6001;
    public const int QueueMessagesDropped = 6002;
    public const int QueueBatchFailed = 6003;
    public const int ScheduleStoreWentAway = 6010;
    public const int ScheduleStoreIsBack = 6011;
    public const int ScheduledRunFailed = 6012;
    public const int ScheduledTickGivenUp = 6013;

    public const int KeyValuesNotRemoved = 5000;
    public const int KeyValueStoreUnavailable = 5001;
    public const int RateLimitsUnavailable = 5002;
    public const int ResponseStoreWentAway = 5003;
    public const int ResponseStoreIsBack = 5004;

    public const int ObjectStorageFailed = 5400;
    public const int ObjectHeld = 5411;
    public const int NodesKeepTheirOwn = 5412;
    public const int AlarmFailed = 5401;
    public const int AlarmGivenUp = 5402;
    public const int AlarmsUnavailable = 5403;
    public const int ObjectsNotDeleted = 5404;
    public const int ObjectSocketFailed = 5410;
}
