namespace EdgeIsolates.Web.WebSockets;

/// <summary>Who takes the messages that come to an end of a socket. Members are called from any thread, must be quick, and must not throw.</summary>
internal interface ISocketReceiver
{
    /// <summary>Whether it sends them on to a network, at the network's speed.</summary>
    bool IsTransport { get; }

    /// <summary>Something came. <paramref name="mayRunHere"/>: the thread is free to run scripts.</summary>
    void OnReadable(bool mayRunHere);

    /// <summary>The other side has taken most of what waited for it.</summary>
    void OnWritable();
}
