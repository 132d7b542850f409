namespace EdgeIsolates;

/// <summary>What a script did.</summary>
/// <param name="Count">How many statements it had.</param>
/// <param name="Duration">How long they ran.</param>
public sealed record SqlScriptResult(int Count, TimeSpan Duration);
