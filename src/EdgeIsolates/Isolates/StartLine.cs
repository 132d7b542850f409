namespace EdgeIsolates.Isolates;

// Whose cold start is next.
//
// A cold start costs milliseconds of CPU time, so no more are made at the same time than there are processors, and one function makes at most half of them. Functions
// wait for their turn in lines, each function once however many requests it has waiting, and go to the end after a start: a flood of one function's requests
// delays another function by one turn and no more.
//
// - first those that have no isolate at all,
// - then those that have some and would like more,
// - last those that should be kept warm though no request waits.
//
// Functions that run aside start aside too, and count apart: their starts take long because they give way, and nobody should wait for them.
//
// A start that waits (top-level await) burns nothing and gives its turn back. Under the pool's gate.
internal sealed class StartLine
{
    private readonly Queue<FunctionIsolates> _first = new();
    private readonly Queue<FunctionIsolates> _more = new();
    private readonly Queue<FunctionIsolates> _warm = new();
    private readonly int _most = Math.Max(2, Environment.ProcessorCount);
    private volatile int _waiting;
    private int _running;
    private int _runningAside;

    /// <summary>Functions with requests that wait for a start; a look without the gate.</summary>
    public int Waiting => _waiting;

    /// <summary>Functions that have nothing and wait.</summary>
    public int WithoutIsolate => _first.Count;

    /// <summary>Puts a function at the end of the line that it belongs to.</summary>
    public void Join(FunctionIsolates isolates)
    {
        if (!isolates.IsInLine && (isolates.WantsStart || isolates.WantsWarm))
        {
            isolates.IsInLine = true;
            Line(isolates).Enqueue(isolates);
            Count();
        }
    }

    /// <summary>Goes once through the lines. <paramref name="tryStart"/> tells whether the function got its start; false means that there is no room for it.</summary>
    public void Serve(Func<FunctionIsolates, bool> tryStart)
    {
        Serve(_first, tryStart);
        Serve(_more, tryStart);
        Serve(_warm, tryStart);
        Count();
    }

    /// <summary>Takes a turn.</summary>
    public void Begin(bool isAside) => Running(isAside)++;

    /// <summary>Gives the turn back.</summary>
    public void End(bool isAside) => Running(isAside)--;

    private void Serve(Queue<FunctionIsolates> line, Func<FunctionIsolates, bool> tryStart)
    {
        // Who has no more than another function for which there was no room finds none either.
        int refused = int.MaxValue;
        for (int left = line.Count; left > 0 && (_running < _most || _runningAside < _most); left--)
        {
            FunctionIsolates isolates = line.Dequeue();
            isolates.IsInLine = false;
            if ((!isolates.WantsStart && !isolates.WantsWarm) || isolates.Starting >= _most / 2)
            {
                continue;
            }

            if (Running(isolates.RunsAside) < _most && isolates.Count < refused && !tryStart(isolates))
            {
                refused = isolates.Count;
            }

            Join(isolates);
        }
    }

    private Queue<FunctionIsolates> Line(FunctionIsolates isolates) => !isolates.WantsStart ? _warm : isolates.Count == 0 ? _first : _more;

    private ref int Running(bool isAside)
    {
        if (isAside)
        {
            return ref _runningAside;
        }

        return ref _running;
    }

    private void Count()
    {
        _waiting = _first.Count + _more.Count;
        Interlocked.MemoryBarrier();
    }
}
