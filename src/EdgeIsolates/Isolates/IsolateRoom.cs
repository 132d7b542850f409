using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Isolates;

// Room for isolates: so many, and so many bytes, for all functions together. Blanks, and what lost isolates still hold, are part of the bytes: the process has them all the same. A
// start takes a blank, so it needs room of its own only when there are fewer blanks than starts. Who makes room when there is none:
//
// 1. An isolate that nobody uses. The one whose idle seconds times bytes are the most goes first, so that a large one must be used more often than a small one to stay.
//    - A function without any isolate may take the room of every idle one, except that those kept warm go last.
//    - A function that has some takes it only from functions that have more, or from isolates that nobody has used for a good while. So no function collects isolates by
//      being asked often; what many want is shared equally.
// 2. When all are in use, the function that has most of them gives one up for a function that has none: it gets no new requests and goes when those it has are done.
// 3. When isolates have grown over the budget of bytes, the idle ones go as above; then the largest gives way.
//
// An isolate counts until nobody uses it any more. It takes a moment longer to dispose of it, so a few of those may overlap with new ones. Under the pool's gate, but
// for the sum of bytes.
internal sealed class IsolateRoom(PoolOptions options, Func<long> blankBytes, Func<long> lostBytes, TimeProvider time, ILogger logger)
{
    private const int MostClosing = 8;
    private const int StaleShare = 10;

    private readonly Dictionary<TenantIsolate, FunctionIsolates> _isolates = [];
    private readonly int _most = options.MostIsolates;
    private long _bytes;

    /// <summary>Isolates in use or idle, and the functions they belong to.</summary>
    public IReadOnlyDictionary<TenantIsolate, FunctionIsolates> Isolates => _isolates;

    /// <summary>Cold starts under way.</summary>
    public int Starting { get; set; }

    /// <summary>Isolates that are being disposed.</summary>
    public int Closing { get; private set; }

    /// <summary>Isolates that made room for others since the process started.</summary>
    public long Evicted { get; private set; }

    /// <summary>Bytes of all isolates; any thread.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Bytes of blanks, and those that lost isolates still hold; any thread.</summary>
    public long OtherBytes => blankBytes() + lostBytes();

    /// <summary>Whether isolates have grown over the budget; any thread.</summary>
    public bool IsOverBudget => Bytes + OtherBytes > options.MemoryBudgetBytes;

    /// <summary>Isolates at most.</summary>
    public int Most => _most;

    /// <summary>Whether as many isolates are there as there may be.</summary>
    public bool IsFullByCount => _isolates.Count + Starting >= _most || Closing >= MostClosing;

    /// <summary>Whether there is no room for one more without somebody making it.</summary>
    public bool IsFull => IsFullByCount || Bytes + lostBytes() + Math.Max(blankBytes(), (Starting + 1) * BlankReserve.BytesOfOne) > options.MemoryBudgetBytes;

    /// <summary>Any thread.</summary>
    public void AddBytes(long delta) => Interlocked.Add(ref _bytes, delta);

    public void Add(TenantIsolate isolate, FunctionIsolates home) => _isolates.Add(isolate, home);

    /// <summary>Nobody uses the isolate any more.</summary>
    public void NoteClosing(TenantIsolate isolate)
    {
        Closing++;
        _isolates.Remove(isolate);
    }

    /// <summary>The isolate has been disposed.</summary>
    public void NoteGone() => Closing--;

    /// <summary>Sees to it that there is room for one more isolate of a function.</summary>
    /// <param name="asker">The function.</param>
    /// <param name="others">How many other functions without an isolate wait for room.</param>
    public bool TryMake(FunctionIsolates asker, int others)
    {
        while (IsFull)
        {
            if (Closing >= MostClosing || FindIdle(asker) is not { } victim)
            {
                AskToGiveWay(asker, others);
                return false;
            }

            Evict(victim);
        }

        return true;
    }

    /// <summary>Brings isolates that have grown over the budget back under it, as far as that can be done.</summary>
    public void Relieve()
    {
        while (IsOverBudget && FindIdle(asker: null) is { } victim)
        {
            Evict(victim);
        }

        if (IsOverBudget && !_isolates.Keys.Any(static isolate => isolate.Use.IsRetiring))
        {
            GiveWay(_isolates.Keys.MaxBy(static isolate => isolate.MeasuredBytes)!);
        }
    }

    private TenantIsolate? FindIdle(FunctionIsolates? asker)
    {
        long now = time.GetTimestamp();
        TenantIsolate? best = null;
        double bestScore = -1;
        foreach ((TenantIsolate isolate, FunctionIsolates home) in _isolates)
        {
            TimeSpan idle = time.GetElapsedTime(isolate.LastUsed, now);
            if (!isolate.Use.IsUnused || isolate.Use.IsRetiring || !MayTake(asker, home, idle))
            {
                continue;
            }

            double score = Score(isolate, home, idle);
            if (score > bestScore)
            {
                best = isolate;
                bestScore = score;
            }
        }

        return best;
    }

    private bool MayTake(FunctionIsolates? asker, FunctionIsolates home, TimeSpan idle)
    {
        if (asker is null or { Count: 0, WantsStart: true })
        {
            return true;
        }

        return home.HasSpare && (home.Count > asker.Count || idle >= options.IdleTimeout / StaleShare);
    }

    /// <summary>The higher, the sooner it goes. What is kept warm is below all else.</summary>
    private static double Score(TenantIsolate isolate, FunctionIsolates home, TimeSpan idle)
    {
        double score = (idle.TotalSeconds + 1e-6) * Math.Max(isolate.MeasuredBytes, 1);
        return home.HasSpare ? score + 1 : score / (score + 1);
    }

    private void AskToGiveWay(FunctionIsolates asker, int others)
    {
        if (asker.Count > 0 || !asker.WantsStart || _isolates.Keys.Count(static isolate => isolate.Use.IsRetiring) > others)
        {
            return;
        }

        FunctionIsolates? richest = _isolates.Values.MaxBy(static home => home.Count);
        if (richest is { Count: > 1 })
        {
            GiveWay(richest.All.MinBy(static isolate => isolate.Requests)!);
        }
    }

    private void Evict(TenantIsolate isolate)
    {
        Evicted++;
        _isolates[isolate].Remove(isolate);
    }

    private void GiveWay(TenantIsolate isolate)
    {
        Evicted++;
        logger.IsolateGaveWay(isolate.Id, isolate.Function.Name, isolate.Function.Version, isolate.MeasuredBytes);
        _isolates[isolate].Remove(isolate);
    }
}
