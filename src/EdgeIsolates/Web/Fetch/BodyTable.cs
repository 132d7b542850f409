using System.Diagnostics.CodeAnalysis;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Web.Fetch;

/// <summary>The bodies under way in one isolate, by the number that scripts know them by. For the holder of the mailbox.</summary>
internal sealed class BodyTable
{
    private readonly Dictionary<int, HostBody> _bodies = [];
    private int _lastId;

    public int Add(HostBody body)
    {
        body.Id = ++_lastId;
        _bodies.Add(body.Id, body);
        body.Owner.BodyCount++;
        return body.Id;
    }

    public bool TryFind<T>(int id, [NotNullWhen(true)] out T? body)
        where T : HostBody
    {
        body = _bodies.GetValueOrDefault(id) as T;
        return body is not null;
    }

    /// <summary>Takes a body out, without letting go of it.</summary>
    public void Remove(int id)
    {
        if (_bodies.Remove(id, out HostBody? body))
        {
            body.Owner.BodyCount--;
        }
    }

    /// <summary>Fails what scripts still send.</summary>
    public void Fail(EdgeError reason)
    {
        foreach (OutgoingBody body in _bodies.Values.OfType<OutgoingBody>().ToArray())
        {
            body.Fail(reason);
        }
    }

    /// <summary>Drops what belongs to an invocation that has ended.</summary>
    public void Forget(Invocation owner)
    {
        if (owner.BodyCount == 0)
        {
            return;
        }

        foreach ((int id, HostBody body) in _bodies.Where(pair => ReferenceEquals(pair.Value.Owner, owner)).ToArray())
        {
            Remove(id);
            body.Drop();
        }
    }
}
