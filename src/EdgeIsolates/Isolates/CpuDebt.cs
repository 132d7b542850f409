namespace EdgeIsolates.Isolates;

// Which functions hold threads for long.
//
// A script cannot be put aside in the middle, so a request that burns for a second holds its thread for a second, and a few such requests hold every thread
// there is. The CPU time of long requests is a function's debt; a fixed share of it is forgiven as time goes by. A function that owes more than it is forgiven
// in a few seconds runs aside (see SlowLane), until most of its debt is forgiven. Short requests owe nothing, however many they are: the thread pool is fair to them.
//
// The debt belongs to the name, so that a new version does not begin without one. Safe for use from any thread.
internal sealed class CpuDebt(TimeProvider time)
{
    private const double ForgivenPerSecond = 0.05;
    private const double Heavy = 0.2;
    private const double Light = 0.1;
    private const double Most = 3;

    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private double _seconds;
    private long _at = time.GetTimestamp();
    private volatile bool _isHeavy;

    /// <summary>Whether the function's scripts should run aside.</summary>
    public bool IsHeavy
    {
        get
        {
            if (!_isHeavy)
            {
                return false;
            }

            lock (_gate)
            {
                Forgive();
                return _isHeavy;
            }
        }
    }

    /// <summary>Notes the CPU time of one request.</summary>
    public void Note(TimeSpan cpu)
    {
        if (cpu < Long)
        {
            return;
        }

        lock (_gate)
        {
            Forgive();
            _seconds = Math.Min(_seconds + cpu.TotalSeconds, Most);
            _isHeavy |= _seconds > Heavy;
        }
    }

    private void Forgive()
    {
        long now = time.GetTimestamp();
        _seconds = Math.Max(0, _seconds - (time.GetElapsedTime(_at, now).TotalSeconds * ForgivenPerSecond));
        _at = now;
        _isHeavy &= _seconds > Light;
    }
}
