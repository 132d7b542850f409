namespace EdgeIsolates.Hostile.Tests.Host;

/// <summary>The state of the host's process, as its <c>/_probe</c> tells it.</summary>
internal sealed record HostProbe(
    long ResidentBytes,
    long ManagedBytes,
    int Threads,
    double BusiestThread,
    long EngineIsolates,
    long LostIsolates,
    long LostBytes,
    long ReclaimedBytes,
    long PageBytes,
    int TenantIsolates,
    int ReadyBlanks);
