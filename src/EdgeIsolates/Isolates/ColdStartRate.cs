namespace EdgeIsolates.Isolates;

// How often cold starts happen of late: each one adds 1 to a count that melts away with a time constant of ten seconds, so that a burst is felt at
// once and forgotten within a minute. Safe for use from any thread.
internal sealed class ColdStartRate(TimeProvider time)
{
    private const double MemorySeconds = 10;

    private readonly Lock _gate = new();
    private double _count;
    private long _at = time.GetTimestamp();

    /// <summary>Cold starts per second.</summary>
    public double PerSecond
    {
        get
        {
            lock (_gate)
            {
                Melt();
                return _count / MemorySeconds;
            }
        }
    }

    public void Note()
    {
        lock (_gate)
        {
            Melt();
            _count++;
        }
    }

    private void Melt()
    {
        long now = time.GetTimestamp();
        _count *= Math.Exp(-time.GetElapsedTime(_at, now).TotalSeconds / MemorySeconds);
        _at = now;
    }
}
