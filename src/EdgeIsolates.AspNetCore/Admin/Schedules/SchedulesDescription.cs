namespace EdgeIsolates.AspNetCore;

/// <summary>The schedules of a function, and their last runs on all nodes, the latest tick first.</summary>
internal sealed record SchedulesDescription(IReadOnlyList<ScheduleDescription> Schedules, IReadOnlyList<RunDescription> Runs);
