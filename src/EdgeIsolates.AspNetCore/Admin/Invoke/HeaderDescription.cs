namespace EdgeIsolates.AspNetCore;

/// <summary>A header of an answer; a name may occur more than once.</summary>
internal sealed record HeaderDescription(string Name, string Value);
