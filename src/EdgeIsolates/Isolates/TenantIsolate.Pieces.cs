using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

// Work comes through the mailbox, piece by piece. After each piece: microtasks run to the end, rejections nobody handled are reported, and the
// invocations that the piece touched are settled (answered, ended, or left waiting). A piece that was stopped ends differently:
//
// - CPU or wall time: only the request at fault fails. The isolate gets no new requests; those in flight finish. But when V8 is stopped while it runs
//   microtasks it throws away those still queued, whosever they are: requests that then wait for no timer and no operation of their own
//   will hardly go on, and are told so at once.
// - Memory, or a fatal error that was contained (the isolate is lost): nothing may run in it again, so everything in flight fails.
//
// "Nothing is under way": when no timer runs, no operation is out, nothing is lent that others may call, V8 itself works on nothing and the mailbox is empty, then no promise in here can
// ever settle, and whoever waits is told at once. It is asked of the isolate as a whole, because one request may wait for another's promise.
internal sealed partial class TenantIsolate : IMailboxOwner
{
    private const int MaxStops = 16;

    private int _stops;
    private bool _lostMicrotasks;

    void IMailboxOwner.RunBatch(IsolateMailbox mailbox)
    {
        try
        {
            if (!_isDead && !_isClosed)
            {
                RunInside(mailbox);
            }
        }
        catch (InsufficientExecutionStackException)
        {
            // Nothing was taken: another thread will have the stack that this one lacks.
            return;
        }
        catch (Exception exception)
        {
            _log.HostFault(exception);
            Die(InvocationOutcome.InternalError, LimitErrors.Internal);
        }

        if (_isDead || _isClosed)
        {
            while (mailbox.TryNext(out IsolateWork? work))
            {
                work.Drop();
            }
        }

        if (_isClosing && !_isClosed)
        {
            _isClosed = true;
            Deadlines.Dispose();
            Timers.Dispose();
            _blank.Dispose();
            Bindings.Dispose();
            _home?.OnGone(this);
            _closed.TrySetResult();
        }
    }

    private void RunInside(IsolateMailbox mailbox)
    {
        using V8Scope scope = _blank.Engine.Enter();
        while (!_isDead && !_isClosing && mailbox.TryNext(out IsolateWork? work))
        {
            Piece++;
            V8Status status = work.Run(in scope);
            if (!IsStopped(status))
            {
                status = FinishPiece(in scope);
                _lostMicrotasks |= IsStopped(status);
            }

            while (IsStopped(status))
            {
                OnStopped(in scope);
                status = _isDead ? V8Status.Ok : FinishPiece(in scope);
                _lostMicrotasks |= IsStopped(status);
            }

            scope.ResetHandles();

            if (!_isDead)
            {
                EndStalled(in scope);
                Timers.Arm();
            }
        }

        Measure(in scope);
    }

    private static bool IsStopped(V8Status status) => status is V8Status.Terminated or V8Status.Lost;

    private V8Status FinishPiece(in V8Scope scope)
    {
        V8Status status = scope.RunMicrotasks();
        if (status == V8Status.Ok)
        {
            status = TellRejections(in scope);
        }

        if (status == V8Status.Ok)
        {
            Objects.EndTurn();
        }

        return status == V8Status.Ok ? SettleTouched(in scope) : status;
    }

    private V8Status SettleTouched(in V8Scope scope)
    {
        for (int i = 0; i < _touched.Count; i++)
        {
            if (!_touched[i].IsEnded)
            {
                V8Status status = _touched[i].Settle(in scope);
                if (IsStopped(status))
                {
                    return status;
                }
            }
        }

        _touched.Clear();
        return V8Status.Ok;
    }

    private void OnStopped(in V8Scope scope)
    {
        V8TerminationReason reason = _blank.Engine.TerminationReason;
        Invocation? atFault = Find(scope.StoppedRequest);
        _ = scope.TryTakeStopPlace(out V8Exception? place);
        _stops++;
        foreach (Invocation invocation in _live.Values)
        {
            invocation.CpuTime = scope.GetRequestCpu(invocation.Id);
        }

        if (atFault is not null)
        {
            switch (reason)
            {
                case V8TerminationReason.Cpu:
                    atFault.TryFail(InvocationOutcome.ExceededCpu, LimitErrors.Cpu(atFault.CpuLimit).At(place, this));
                    break;
                case V8TerminationReason.Memory:
                    atFault.TryFail(InvocationOutcome.ExceededMemory, LimitErrors.Memory);
                    break;
                default:
                    atFault.TryFail(InvocationOutcome.ExceededWallTime, LimitErrors.Wall(Limits.WallPerRequest).At(place, this));
                    break;
            }
        }

        Objects.BreakAll(reason == V8TerminationReason.Memory ? LimitErrors.ObjectOutOfMemory : LimitErrors.ObjectStopped);
        if (reason == V8TerminationReason.Memory)
        {
            Die(InvocationOutcome.ExceededMemory, LimitErrors.Memory);
        }
        else if (_blank.Engine.IsLost || _stops > MaxStops)
        {
            Die(InvocationOutcome.LoadShed, LimitErrors.StoppedByNeighbour);
        }
        else
        {
            if (atFault is not null)
            {
                End(in scope, atFault);
            }

            Condemn();
            scope.SettleTermination();
        }
    }

    /// <summary>Nothing may run in here again.</summary>
    private void Die(InvocationOutcome outcome, EdgeError error)
    {
        _isDead = true;
        Condemn();
        Objects.BreakAll(LimitErrors.ObjectStopped);
        foreach (Invocation invocation in _live.Values.ToArray())
        {
            if (!invocation.TryDeliver())
            {
                invocation.TryFail(outcome, error);
            }

            Abandon(invocation);
        }

        Stubs.CloseAll();
    }

    private void EndStalled(in V8Scope scope)
    {
        if (_live.Count == 0)
        {
            return;
        }

        bool isUnderWay = IsAnythingUnderWay(in scope);
        if (isUnderWay && !_lostMicrotasks)
        {
            return;
        }

        _lostMicrotasks = false;
        foreach (Invocation invocation in _live.Values.ToArray())
        {
            if ((invocation.MayWaitForOthers && _stops == 0) || (isUnderWay && (invocation.Timers is { Count: > 0 } || invocation.PendingOps > 0)))
            {
                continue;
            }

            if (_stops > 0)
            {
                invocation.TryFail(InvocationOutcome.LoadShed, LimitErrors.StoppedByNeighbour);
            }
            else
            {
                invocation.TryFail(InvocationOutcome.Exception, invocation.UnhandledRejection ?? LimitErrors.NeverSettles);
            }

            End(in scope, invocation);
        }
    }

    private bool IsAnythingUnderWay(in V8Scope scope) => Timers.Count > 0 || _pendingOps > 0 || Stubs.Lent > 0 || !Mailbox.IsLast || scope.HasPendingWork;
}
