namespace EdgeIsolates.Isolates;

/// <summary>What lost isolates of this process still hold.</summary>
internal sealed class LostMemory(Func<long> bytes)
{
    public long Bytes => bytes();
}
