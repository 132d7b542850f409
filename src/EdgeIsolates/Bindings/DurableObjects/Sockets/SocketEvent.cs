namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>What the script side needs to tell an object of a socket; the message itself comes as bytes.</summary>
/// <param name="Socket">The socket's id.</param>
/// <param name="Kind">A text (0), bytes (1) or a close (2).</param>
/// <param name="Code">The code of a close.</param>
/// <param name="Reason">Its reason.</param>
/// <param name="IsFault">Whether something went wrong, which the reason says.</param>
/// <param name="IsBreak">Whether nobody has closed it.</param>
internal sealed record SocketEvent(int Socket, int Kind, int Code, string Reason, bool IsFault, bool IsBreak);
