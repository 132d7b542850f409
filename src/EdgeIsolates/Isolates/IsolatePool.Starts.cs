using EdgeIsolates.Hosting;

namespace EdgeIsolates.Isolates;

// Cold starts, from the turn to the isolate that takes requests. A start for a request runs on the request's own thread, unless the function runs aside.
internal sealed partial class IsolatePool
{
    /// <summary>Under the gate: lets functions start isolates whose turn it is.</summary>
    private void ServeLine()
    {
        // Making room closes isolates, and that leads here again.
        if (!_isServing)
        {
            _isServing = true;
            try
            {
                _line.Serve(_tryStart);
            }
            finally
            {
                _isServing = false;
            }
        }
    }

    private bool TryStart(FunctionIsolates isolates)
    {
        bool isForRequest = isolates.WantsStart;
        if (_quarantine.IsRefused(isolates.Function, out TimeSpan left))
        {
            RefuseAll(isolates, Quarantined(isolates.Function, left));
            isolates.IsBroken = true;
            return true;
        }

        if (!_room.TryMake(isolates, _line.WithoutIsolate))
        {
            if (!isForRequest)
            {
                isolates.RemoveOutgoing();
            }

            return false;
        }

        var turn = new StartTurn(isolates.RunsAside);
        _line.Begin(turn.IsAside);
        isolates.Starting++;
        _room.Starting++;
        _coldStarts++;
        if (isForRequest)
        {
            GiveNext(isolates, new Grant(Turn: turn));
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(static start => _ = start.Pool.StartAsync(start.Isolates, start.Turn, isForRequest: false).AsTask(), (Pool: this, Isolates: isolates, Turn: turn), preferLocal: false);
        }

        return true;
    }

    /// <summary>Makes the cold start that a function has got its turn for.</summary>
    private async ValueTask<(IsolateLease? Lease, PoolRefusal? Refusal)> StartAsync(FunctionIsolates isolates, StartTurn turn, bool isForRequest)
    {
        TenantIsolate? isolate = null;
        PoolRefusal? refusal = null;
        try
        {
            if (turn.IsAside)
            {
                await SlowLane.Shared.GoAside();
            }

            ValueTask<StartedIsolate> starting = _starter.StartAsync(isolates.Function, isolates.Limits, isolates.EnvJson, isolates);
            if (!starting.IsCompleted)
            {
                // It waits for something.
                EndTurn(turn);
            }

            (isolate, StartFailure? failure, _) = await starting;
            refusal = failure is null ? null : new PoolRefusal(failure.Outcome, failure.Error, failure.CpuTime);
            _open.TryAdd(isolate, 0);
        }
        catch (Exception exception)
        {
            _environment.Logger.BlankFailed(exception);
            refusal = new PoolRefusal(InvocationOutcome.InternalError, LimitErrors.Internal);
        }

        IsolateLease? lease = null;
        if (refusal is null && isForRequest)
        {
            isolate!.AddRequest();
            lease = new IsolateLease(isolate, isCold: true, isReserved: isolate.TryReserve());
        }

        EndStart(isolates, turn, isolate, refusal);
        if (lease is null)
        {
            isolate?.Use.Release();
        }

        return (lease, refusal);
    }

    private void EndStart(FunctionIsolates isolates, StartTurn turn, TenantIsolate? isolate, PoolRefusal? refusal)
    {
        lock (_gate)
        {
            EndTurn(turn);
            isolates.Starting--;
            _room.Starting--;
            isolates.IsBroken = refusal is not null;
            if (isolate is not null)
            {
                _room.Add(isolate, isolates);
                if (refusal is not null || !isolates.TryAdd(isolate))
                {
                    isolate.Retire();
                }
            }

            if (refusal is not null)
            {
                // Those who waited for this start would meet the same.
                RefuseAll(isolates, refusal with { CpuTime = TimeSpan.Zero });
            }

            Renew(isolates);
            Serve(isolates);
            if (isolates.IsRetired)
            {
                isolates.Clear();
            }
        }
    }

    private void EndTurn(StartTurn turn)
    {
        lock (_gate)
        {
            if (!turn.IsOver)
            {
                turn.IsOver = true;
                _line.End(turn.IsAside);
                ServeLine();
            }
        }
    }
}
