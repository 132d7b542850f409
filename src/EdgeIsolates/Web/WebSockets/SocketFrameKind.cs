namespace EdgeIsolates.Web.WebSockets;

/// <summary>What goes from one end of a socket to the other.</summary>
internal enum SocketFrameKind
{
    /// <summary>A message of UTF-8.</summary>
    Text,

    /// <summary>A message of bytes.</summary>
    Binary,

    /// <summary>The last one: no more will come from there.</summary>
    Close,
}
