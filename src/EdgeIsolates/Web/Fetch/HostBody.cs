using EdgeIsolates.Isolates;

namespace EdgeIsolates.Web.Fetch;

/// <summary>A body whose bytes pass between the host and a script piece by piece. Members are for the holder of the isolate's mailbox.</summary>
internal abstract class HostBody(Invocation owner)
{
    /// <summary>The request it belongs to and dies with.</summary>
    public Invocation Owner { get; } = owner;

    /// <summary>The number that scripts know it by; see <see cref="BodyTable"/>.</summary>
    public int Id { get; set; }

    /// <summary>Lets go of it, used up or not: whoever is on the host's side of it is told.</summary>
    public abstract void Drop();
}
