using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Outbound;

// The requests that one request makes.
//
// Each counts against a limit; of those that wait for their headers only so many are out at the same time, the others wait in order. A turn ends with the
// headers and not with the body: a script that reads one body only after another would wait for itself for ever.
internal sealed class Subrequests(IsolateLimits limits)
{
    private readonly Turns _turns = new(limits.ConcurrentSubrequests);
    private readonly Dictionary<int, OutboundCall> _calls = [];
    private int _made;
    private int _madeBefore;

    /// <summary>Whether one was refused because there were too many.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>How many were made.</summary>
    public int Count => _madeBefore + _made;

    /// <summary>Makes one; for the holder of the mailbox, as are the others.</summary>
    /// <exception cref="V8OpException">There were too many.</exception>
    public OutboundCall Add(int number)
    {
        if (_made >= limits.SubrequestsPerRequest)
        {
            IsExceeded = true;
            throw new V8OpException(
                V8ErrorClass.TypeError,
                $"fetch failed: a request may make {limits.SubrequestsPerRequest} requests of its own (the limit SubrequestsPerRequest), and this one has made them");
        }

        _made++;
        var call = new OutboundCall(_turns, new CancellationTokenSource());
        _calls[number] = call;
        return call;
    }

    /// <summary>As many may be made again, but for those that are still connected.</summary>
    public void Renew(int connected)
    {
        _madeBefore += _made - connected;
        _made = connected;
        IsExceeded = false;
    }

    /// <summary>Notes that the script has got the answer of one.</summary>
    public void Remove(int number) => _calls.Remove(number);

    /// <summary>The script gave one up.</summary>
    public void Cancel(int number)
    {
        if (_calls.Remove(number, out OutboundCall? call))
        {
            call.Cancel();
        }
    }

    /// <summary>Their request has ended.</summary>
    public void CancelAll()
    {
        foreach (OutboundCall call in _calls.Values)
        {
            call.Cancel();
        }

        _calls.Clear();
    }
}
