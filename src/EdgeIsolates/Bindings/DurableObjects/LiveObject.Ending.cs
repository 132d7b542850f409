using EdgeIsolates.Hosting;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <content>How an object leaves memory.</content>
internal sealed partial class LiveObject
{
    /// <summary>Lets it end as soon as nothing is under way.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _isLeaving = true;
        }

        EndIfIdle();
    }

    /// <summary>Lets it end if nothing has been under way for a while, or its isolate is to go.</summary>
    public void LeaveIfIdle(TimeSpan idleTime)
    {
        lock (_gate)
        {
            TimeSpan most = _stubs is { IsHeldFromOutside: true } ? idleTime * LentFactor : idleTime;
            bool isDue = Isolate.Use.IsRetiring || Isolate.Time.GetElapsedTime(LastUsed) >= most;
            if (!isDue || _events.Count + _entering > 0)
            {
                return;
            }

            _isLeaving = true;
        }

        EndIfIdle();
    }

    /// <summary>Ends it now: what is under way fails, what was not committed is undone. Any thread; the first reason counts.</summary>
    /// <param name="reason">What those under way are told.</param>
    /// <param name="outcome">What they end with: <see cref="InvocationOutcome.Exception"/> when the object's own code ended it.</param>
    public void Break(EdgeError reason, InvocationOutcome outcome = InvocationOutcome.LoadShed)
    {
        FetchInvocation[] events;
        lock (_gate)
        {
            if (_isEnding)
            {
                return;
            }

            _isEnding = _isLeaving = true;
            _brokenBy = reason;
            _brokenAs = outcome;
            events = [.. _events];
            _waiting.Clear();
        }

        _stubs?.Close();
        Durability.FailOpen(new InvalidOperationException(reason.Message));
        foreach (FetchInvocation invocation in events)
        {
            // One that was answered waits for the disk only, and may still be told.
            if (!invocation.TryDeliver())
            {
                invocation.TryFail(outcome, reason);
            }

            Isolate.Mailbox.PostElsewhere(new SettlingWork(invocation));
        }

        Isolate.Mailbox.PostElsewhere(new ObjectEnding(this));
    }

    /// <summary>For the holder: a storage operation failed in a way that the script is not told of.</summary>
    public void BreakFor(Exception failure) => OnStorageFailure(failure);

    /// <summary>Nobody finds it any more.</summary>
    public void Forgotten() => _closed.TrySetResult();

    /// <summary>By the last piece of work: closes the storage off the isolate's thread.</summary>
    public void Finish() => _ = Task.Run(FinishAsync);

    private async Task FinishAsync()
    {
        try
        {
            await Durability.DrainAsync();
            Storage.Dispose();
        }
        catch (Exception failure)
        {
            _logger.ObjectStorageFailed(Identity.ClassName, Identity.Address.Id, failure);
        }
        finally
        {
            _stubs?.Close();
            Isolate.Objects.Remove(Number);
            Isolate.Use.Release();
            Sockets.All.Trim(Identity.Address);
            _ended.TrySetResult();
        }
    }

    private void OnStorageFailure(Exception failure)
    {
        if (failure is DurableObjectHeldException)
        {
            _logger.ObjectHeld(Identity.ClassName, Identity.Address.Id, failure.Message);
        }
        else
        {
            _logger.ObjectStorageFailed(Identity.ClassName, Identity.Address.Id, failure);
        }

        Break(ObjectErrors.Storage(failure));
    }

    private void EndIfIdle()
    {
        lock (_gate)
        {
            if (_isEnding || _events.Count + _entering > 0)
            {
                return;
            }

            _isEnding = true;
        }

        Isolate.Mailbox.PostElsewhere(new ObjectEnding(this));
    }
}
