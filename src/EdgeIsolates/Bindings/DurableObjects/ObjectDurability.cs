namespace EdgeIsolates.Bindings.DurableObjects;

// The output gate of one object.
//
// 1. Commits are numbered. What leaves the object waits until the flush that covers the last commit before it; with writes that are not committed yet, the commit to come counts.
// 2. One flush runs at a time, off the object's thread, and covers every commit made before it began; those made meanwhile share the next one.
// 3. An alarm that a commit has set is put into the node's index after that flush and before anybody who waits goes on: what was promised to a caller survives.
// 4. When a flush fails nobody knows what the disk has. All who wait fail, and so does everybody after; the object must begin anew from what is stored.
internal sealed class ObjectDurability(DurableObjectAddress address, IDurableObjectStorage storage, IDurableObjectAlarms alarms, Action<Exception> onFailure)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Commit, TaskCompletionSource Done)> _waiting = new();
    private TaskCompletionSource? _last;
    private long _lastCommit;
    private long _committed;
    private long _durable;
    private bool _isAlarmNews;
    private DateTimeOffset? _alarm;
    private Task _flushing = Task.CompletedTask;
    private bool _isFlushing;
    private Exception? _failure;

    /// <summary>Done when what was written up to now is durable.</summary>
    /// <param name="hasOpenWrites">Whether something was written that the next commit will have.</param>
    public Task Wait(bool hasOpenWrites)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                return Task.FromException(_failure);
            }

            long commit = hasOpenWrites ? _committed + 1 : _committed;
            if (commit <= _durable)
            {
                return Task.CompletedTask;
            }

            if (_last is null || _lastCommit != commit)
            {
                _last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _lastCommit = commit;
                _waiting.Enqueue((commit, _last));
            }

            return _last.Task;
        }
    }

    /// <summary>The object's thread has committed.</summary>
    public void NoteCommit()
    {
        lock (_gate)
        {
            _committed++;
            Begin();
        }
    }

    /// <summary>The object's thread has committed, and this is the alarm that the node is to know of.</summary>
    public void NoteCommit(DateTimeOffset? alarm)
    {
        lock (_gate)
        {
            _alarm = alarm;
            _isAlarmNews = true;
            _committed++;
            Begin();
        }
    }

    /// <summary>What is not committed yet will never be: those who wait for it fail. Others get what they wait for.</summary>
    public void FailOpen(Exception failure) => Fail(failure, isForAll: false);

    private void Fail(Exception failure, bool isForAll)
    {
        List<TaskCompletionSource> waiting = [];
        lock (_gate)
        {
            if (isForAll)
            {
                _failure ??= failure;
            }

            for (int count = _waiting.Count; count > 0; count--)
            {
                (long Commit, TaskCompletionSource Done) waiter = _waiting.Dequeue();
                if (isForAll || waiter.Commit > _committed)
                {
                    waiting.Add(waiter.Done);
                }
                else
                {
                    _waiting.Enqueue(waiter);
                }
            }
        }

        foreach (TaskCompletionSource done in waiting)
        {
            done.TrySetException(failure);
            // One whose caller has gone is nobody's.
            _ = done.Task.Exception;
        }
    }

    /// <summary>Waits for the flush that runs, so that the storage can be closed.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            return _flushing;
        }
    }

    private void Begin()
    {
        if (!_isFlushing && _failure is null)
        {
            _isFlushing = true;
            _flushing = Task.Run(FlushAllAsync);
        }
    }

    private async Task FlushAllAsync()
    {
        try
        {
            while (TryTake(out long commit, out bool isAlarmNews, out DateTimeOffset? alarm))
            {
                await storage.FlushAsync();
                if (isAlarmNews)
                {
                    await alarms.SetAsync(address, alarm, CancellationToken.None);
                }

                Release(commit);
            }
        }
        catch (Exception failure)
        {
            Fail(failure, isForAll: true);
            onFailure(failure);
        }
    }

    private bool TryTake(out long commit, out bool isAlarmNews, out DateTimeOffset? alarm)
    {
        lock (_gate)
        {
            commit = _committed;
            isAlarmNews = _isAlarmNews;
            alarm = _alarm;
            _isAlarmNews = false;
            _isFlushing = commit > _durable && _failure is null;
            return _isFlushing;
        }
    }

    private void Release(long commit)
    {
        List<TaskCompletionSource> released = [];
        lock (_gate)
        {
            _durable = commit;
            while (_waiting.TryPeek(out (long Commit, TaskCompletionSource Done) first) && first.Commit <= commit)
            {
                released.Add(_waiting.Dequeue().Done);
            }
        }

        foreach (TaskCompletionSource done in released)
        {
            done.TrySetResult();
        }
    }
}
