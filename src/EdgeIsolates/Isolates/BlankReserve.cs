using System.Collections.Concurrent;
using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Isolates;

// Blank isolates, made ahead of need, so that a cold start only compiles and evaluates the tenant's code.
//
// The aim is the least number the host asks for plus what one second of cold starts takes at the recent rate, up to the most: what the host says, and an eighth of the budget of
// bytes, so that blanks never keep isolates out that would be made of them. Taking a blank wakes
// the refiller, which makes one blank after the other on the slow lane: when processors are idle that is at once, and when they are not, requests come first. When
// the reserve is empty the taker makes a blank itself: it would have to wait for as long anyway.
internal sealed class BlankReserve : IThreadPoolWorkItem, IDisposable
{
    /// <summary>What a blank takes, about.</summary>
    public const long BytesOfOne = 2L * 1024 * 1024;

    private const int MostShareOfBudget = 8;

    private readonly Func<BlankIsolate> _make;
    private readonly ColdStartRate _rate;
    private readonly ILogger _logger;
    private readonly int _min;
    private readonly int _max;
    private readonly ConcurrentQueue<BlankIsolate> _ready = new();
    private int _isFilling;
    private volatile bool _isDisposed;

    public BlankReserve(Func<BlankIsolate> make, EdgeIsolatesOptions options, TimeProvider time, ILogger logger)
    {
        _make = make;
        _rate = new ColdStartRate(time);
        _logger = logger;
        _max = (int)Math.Min(options.Pool.MaxBlanks, options.Pool.MemoryBudgetBytes / MostShareOfBudget / BytesOfOne);
        _min = Math.Min(options.Pool.MinBlanks, _max);
    }

    /// <summary>Blanks ready now.</summary>
    public int Ready => _ready.Count;

    /// <summary>What the blanks take that are ready now, about.</summary>
    public long Bytes => Ready * BytesOfOne;

    /// <summary>Blanks that should be ready.</summary>
    public int Target => Math.Clamp(_min + (int)Math.Ceiling(_rate.PerSecond), _min, _max);

    /// <summary>Takes a blank, or makes one when none is ready.</summary>
    public BlankIsolate Take()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _rate.Note();
        bool isReady = _ready.TryDequeue(out BlankIsolate? blank);
        Fill();
        return isReady ? blank! : _make();
    }

    /// <summary>Makes a blank for somebody who should leave the reserve to others.</summary>
    public BlankIsolate Make() => _make();

    /// <summary>Starts filling up in the background when blanks are missing.</summary>
    public void Fill()
    {
        if (IsShort && Interlocked.Exchange(ref _isFilling, 1) == 0)
        {
            SlowLane.Shared.Queue(this);
        }
    }

    /// <summary>Disposes blanks that a past burst left over.</summary>
    public void Trim()
    {
        while (_ready.Count > Target && _ready.TryDequeue(out BlankIsolate? blank))
        {
            blank.Dispose();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_ready.TryDequeue(out BlankIsolate? blank))
        {
            blank.Dispose();
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        bool failed = false;
        if (IsShort)
        {
            failed = !TryMakeOne();
        }

        Volatile.Write(ref _isFilling, 0);
        if (_isDisposed)
        {
            Dispose();
        }
        else if (!failed)
        {
            Fill();
        }
    }

    private bool IsShort => !_isDisposed && _ready.Count < Target;

    private bool TryMakeOne()
    {
        try
        {
            _ready.Enqueue(_make());
            return true;
        }
        catch (Exception exception)
        {
            _logger.BlankFailed(exception);
            return false;
        }
    }
}
