namespace EdgeIsolates.AspNetCore;

/// <summary>A Durable Object that is to be woken.</summary>
internal sealed record ObjectAlarmDescription(string Id, DateTimeOffset Due);
