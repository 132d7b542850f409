using EdgeIsolates.Isolates;
using EdgeIsolates.Web.Fetch;

namespace EdgeIsolates.Bindings.Rpc;

/// <summary>The stubs that the scripts of one isolate have, by number, and what it lends. Any thread.</summary>
internal sealed class IsolateStubs(TenantIsolate isolate)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, HeldStub> _held = [];
    private readonly HashSet<StubScope> _scopes = [];
    private int _lastNumber;
    private int _lent;

    /// <summary>How many stubs the scripts have.</summary>
    public int Held
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>How many functions and objects are lent to others.</summary>
    public int Lent => Volatile.Read(ref _lent);

    /// <summary>Gives a script a stub.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="V8.V8OpException">There are too many, or there is no memory left. The claim is given up then.</exception>
    public int Hold(StubReference reference, StubBag bag)
    {
        if (!isolate.TryChargeMemory(HeldStub.Cost))
        {
            reference.Dispose();
            throw BodyErrors.NoMemory;
        }

        int number = Interlocked.Increment(ref _lastNumber);
        var stub = new HeldStub(isolate, number, reference, bag);
        try
        {
            bag.Add(stub);
        }
        catch
        {
            stub.Dispose();
            throw;
        }

        lock (_gate)
        {
            _held.Add(number, stub);
        }

        return number;
    }

    public HeldStub? Find(int number)
    {
        lock (_gate)
        {
            return _held.GetValueOrDefault(number);
        }
    }

    public void Remove(int number)
    {
        lock (_gate)
        {
            _held.Remove(number);
        }
    }

    public void Add(StubScope scope)
    {
        lock (_gate)
        {
            _scopes.Add(scope);
        }
    }

    public void Remove(StubScope scope)
    {
        lock (_gate)
        {
            _scopes.Remove(scope);
        }
    }

    public void CountLent(int delta) => Interlocked.Add(ref _lent, delta);

    /// <summary>Nothing may run in the isolate any more.</summary>
    public void CloseAll()
    {
        StubScope[] scopes;
        lock (_gate)
        {
            scopes = [.. _scopes];
        }

        foreach (StubScope scope in scopes)
        {
            scope.Close();
        }
    }
}
