namespace EdgeIsolates.AspNetCore;

/// <summary>A class of Durable Objects: those that live on this node, those used last first, and its alarms among the next 1000 of this node.</summary>
internal sealed record ObjectClassDescription(
    string Class,
    string Namespace,
    int LiveObjects,
    IReadOnlyList<LiveObjectDescription> Objects,
    IReadOnlyList<ObjectAlarmDescription> Alarms);
