using EdgeIsolates.Bindings.Rpc;

namespace EdgeIsolates.Isolates;

// A request lends and keeps stubs in a scope of its own; what runs in a Durable Object, in that of the object; what is called on something lent, in that of the lender.
internal sealed partial class FetchInvocation
{
    private StubScope? _stubs;

    public override StubScope Stubs => _gate?.Stubs ?? (_stubs ??= StubScope.OfRequest(Isolate, _request.Event?.CallerOver ?? CancellationToken.None));

    // An object lives on and on: what its calls were answered with ends with them.
    public override StubBag AnswerStubs => _gate is null ? Stubs.Kept : CallStubs;

    private void EndStubs()
    {
        _stubs?.Release();
        if (_request.Event is { } told && !_areBodiesHandedOut)
        {
            EventBodies.Drop(told.Bodies);
        }
    }

    /// <summary>Lets go of an answer that nobody gets. Any thread.</summary>
    private void DropReply() => EventBodies.Drop(Interlocked.Exchange(ref _reply, null));
}
