namespace EdgeIsolates;

/// <summary>Some of the entries that a listing asked for, in its order.</summary>
/// <param name="Entries">Keys and values.</param>
/// <param name="IsLast">Whether there are no more; when there are, the next page begins after the last key of this one.</param>
public sealed record DurableObjectPage(IReadOnlyList<KeyValuePair<string, byte[]>> Entries, bool IsLast);
