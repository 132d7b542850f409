using System.Diagnostics.CodeAnalysis;

namespace EdgeIsolates.Isolates;

// The isolates of one version of one function. Renting looks at an array that is never changed in place; starting, retiring and waiting for a start
// go through the gate.
internal sealed class FunctionIsolates(EdgeFunction function, IsolateLimits policy)
{
    private readonly Lock _gate = new();
    private volatile TenantIsolate[] _isolates = [];
    private volatile bool _isRetired;
    private int _starting;
    private TaskCompletionSource _started = NewSignal();

    public EdgeFunction Function { get; } = function;

    public IsolateLimits Limits { get; } = IsolateLimits.FromConfig(function.Config, policy);

    public string EnvJson { get; } = EnvironmentJson.Of(function);

    /// <summary>The isolates now.</summary>
    public IReadOnlyList<TenantIsolate> All => _isolates;

    /// <summary>Whether a newer version has taken over: isolates go when their requests are done.</summary>
    public bool IsRetired => _isRetired;

    /// <summary>Whether nothing runs and nothing starts.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _isolates.Length == 0 && _starting == 0;
            }
        }
    }

    /// <summary>Becomes a user of an isolate that nobody runs in, and reserves it. The first ones are preferred, so that the last ones fall idle.</summary>
    public bool TryTakeIdle([MaybeNullWhen(false)] out TenantIsolate isolate)
    {
        foreach (TenantIsolate candidate in _isolates)
        {
            if (candidate.TryReserve())
            {
                if (candidate.Use.TryAdd())
                {
                    isolate = candidate;
                    return true;
                }

                candidate.Unreserve();
            }
        }

        isolate = null;
        return false;
    }

    /// <summary>Becomes a user of the isolate with the least work waiting.</summary>
    public bool TryTakeLeastBusy([MaybeNullWhen(false)] out TenantIsolate isolate)
    {
        isolate = null;
        foreach (TenantIsolate candidate in _isolates)
        {
            if (!candidate.Use.IsRetiring && (isolate is null || candidate.Mailbox.Pending < isolate.Mailbox.Pending))
            {
                isolate = candidate;
            }
        }

        return isolate is not null && isolate.Use.TryAdd();
    }

    /// <summary>Asks for leave to start one more. When refused, <paramref name="started"/> tells when to look again.</summary>
    public bool TryBeginStart(int most, out Task started)
    {
        lock (_gate)
        {
            started = _started.Task;
            if (_isolates.Length + _starting >= most)
            {
                return false;
            }

            _starting++;
            return true;
        }
    }

    /// <summary>Notes the end of a start; <paramref name="isolate"/> is <see langword="null"/> when there is no isolate to show for it.</summary>
    public void EndStart(TenantIsolate? isolate)
    {
        TaskCompletionSource started;
        lock (_gate)
        {
            _starting--;
            if (isolate is { Use.IsRetiring: false } && !_isRetired)
            {
                _isolates = [.. _isolates, isolate];
            }

            started = _started;
            _started = NewSignal();
        }

        started.TrySetResult();
        if (_isRetired)
        {
            isolate?.Retire();
        }
    }

    /// <summary>Takes an isolate out; it gets no new requests.</summary>
    public void Remove(TenantIsolate isolate)
    {
        lock (_gate)
        {
            _isolates = Array.FindAll(_isolates, other => !ReferenceEquals(other, isolate));
        }

        isolate.Retire();
    }

    /// <summary>Lets every isolate finish and go.</summary>
    public void Retire()
    {
        TenantIsolate[] all;
        lock (_gate)
        {
            _isRetired = true;
            all = _isolates;
            _isolates = [];
        }

        foreach (TenantIsolate isolate in all)
        {
            isolate.Retire();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
