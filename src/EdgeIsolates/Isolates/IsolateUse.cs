namespace EdgeIsolates.Isolates;

// Who needs an isolate: leases and requests in it are its users. Retiring closes the door; the last one out turns off the light.
//
// `closed` is told once when nobody is in and nobody may come; `unused` each time that nobody is in but somebody may come.
//
// `_users` carries both facts in one word, so that "nobody is in and nobody may come" is one compare-and-swap: Closed is a number so low that
// no crowd of late users makes it positive again.
internal sealed class IsolateUse(Action closed, Action? unused = null)
{
    private const int Closed = int.MinValue / 2;

    private int _users;
    private volatile bool _isRetiring;

    /// <summary>Whether no new users come: the isolate is to be disposed when the last one leaves.</summary>
    public bool IsRetiring => _isRetiring;

    /// <summary>Whether nobody uses the isolate now.</summary>
    public bool IsUnused => Volatile.Read(ref _users) <= 0;

    /// <summary>How many users there are. A look, not a promise.</summary>
    public int Users => Math.Max(0, Volatile.Read(ref _users));

    /// <summary>Comes in as a new user, unless the door is closed.</summary>
    public bool TryAdd()
    {
        if (!_isRetiring && Interlocked.Increment(ref _users) > 0)
        {
            return true;
        }

        return false;
    }

    /// <summary>Comes in on the ticket of someone who is in already; always possible.</summary>
    public void Add() => Interlocked.Increment(ref _users);

    /// <summary>Leaves.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) != 0)
        {
            return;
        }

        if (_isRetiring)
        {
            CloseIfUnused();
        }
        else
        {
            unused?.Invoke();
        }
    }

    /// <summary>Closes the door.</summary>
    public void Retire()
    {
        _isRetiring = true;
        CloseIfUnused();
    }

    private void CloseIfUnused()
    {
        if (Interlocked.CompareExchange(ref _users, Closed, 0) == 0)
        {
            closed();
        }
    }
}
