using System.Globalization;
using EdgeIsolates.V8;

namespace EdgeIsolates.Bindings.Rpc;

/// <summary>Stubs that are disposed of together, unless a script disposes of one before. Any thread.</summary>
internal sealed class StubBag(int most) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<HeldStub> _stubs = [];
    private bool _isDisposed;

    /// <exception cref="V8OpException">There are too many, or it is too late.</exception>
    public void Add(HeldStub stub)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                throw LentTarget.Gone;
            }

            if (_stubs.Count >= most)
            {
                throw new V8OpException(V8ErrorClass.Error, string.Create(
                    CultureInfo.InvariantCulture,
                    $"A request may have {most} stubs open at the same time (the limit StubsPerRequest), and this one has. Dispose of those that are done with: stub[Symbol.dispose]()."));
            }

            _stubs.Add(stub);
        }
    }

    public void Remove(HeldStub stub)
    {
        lock (_gate)
        {
            _stubs.Remove(stub);
        }
    }

    public void Dispose()
    {
        HeldStub[] stubs;
        lock (_gate)
        {
            _isDisposed = true;
            stubs = [.. _stubs];
            _stubs.Clear();
        }

        foreach (HeldStub stub in stubs)
        {
            stub.Dispose();
        }
    }
}
