namespace EdgeIsolates.Isolates;

/// <summary>An isolate that has been started, well or not. Whoever gets it is one of its users and must release it.</summary>
internal sealed record StartedIsolate(TenantIsolate Isolate, StartFailure? Failure, bool IsClassicScript);
