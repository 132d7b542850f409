using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>The sockets of one object, in the order in which it accepted them.</summary>
internal sealed class ObjectSocketSet(ObjectSockets all, DurableObjectAddress address)
{
    public const int Most = 32_768;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, HibernatingSocket> _sockets = [];
    private int _lastId;

    /// <summary>The object as it was when it last began.</summary>
    public ObjectIdentity Identity { get; set; } = null!;

    public DurableObjectAddress Address => address;

    public ObjectSockets All => all;

    /// <summary>What is answered without the object.</summary>
    public AutoResponse? AutoResponse { get; set; }

    /// <summary>How long an event of a socket may take; infinite: as long as any.</summary>
    public TimeSpan EventTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _sockets.Count;
            }
        }
    }

    /// <summary>Takes an end in; <see langword="null"/> when there are too many.</summary>
    public HibernatingSocket? TryAdd(SocketEnd end, IReadOnlyList<string> tags, byte[]? attachment)
    {
        HibernatingSocket socket;
        lock (_gate)
        {
            if (_sockets.Count >= Most)
            {
                return null;
            }

            socket = new HibernatingSocket(this, end, ++_lastId, tags) { Attachment = attachment };
            _sockets.Add(socket.Id, socket);
        }

        end.IsKept = true;
        end.Attach(socket);
        return socket;
    }

    public HibernatingSocket? Find(int id)
    {
        lock (_gate)
        {
            return _sockets.GetValueOrDefault(id);
        }
    }

    public void Remove(int id)
    {
        lock (_gate)
        {
            _sockets.Remove(id);
        }
    }

    /// <summary>The ids of those that can still be sent to, and have the tag if there is one.</summary>
    public int[] Ids(string? tag)
    {
        lock (_gate)
        {
            return [.. _sockets.Values.Where(socket => socket is { HasClosed: false, IsBroken: false } && (tag is null || socket.Tags.Contains(tag))).Select(static socket => socket.Id)];
        }
    }
}
