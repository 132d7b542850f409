namespace EdgeIsolates;

/// <summary>A route pattern and the one function that it belongs to.</summary>
/// <param name="Pattern">The pattern in its canonical form.</param>
/// <param name="FunctionName">The function's name.</param>
/// <param name="ClaimedAt">When the function got it; stores keep it to the millisecond at least.</param>
public sealed record RouteClaim(string Pattern, string FunctionName, DateTimeOffset ClaimedAt);
