using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

// An event that is no HTTP request (a call, a batch of messages, a tick, an alarm) lives like one; what its handler returns or throws goes back as a reply.
internal sealed partial class FetchInvocation
{
    private EventReply? _reply;
    private bool _areBodiesHandedOut;

    /// <summary>The script's answer to an event.</summary>
    public void Answer(EventReply reply)
    {
        Keep(reply);
        Answer(new EdgeResponse { Status = 200 });
    }

    /// <summary>The script's failure to handle an event.</summary>
    public void Fail(EdgeError error, EventReply reply)
    {
        Keep(reply);
        Fail(error);
    }

    private void Keep(EventReply reply)
    {
        if (_isAnswered || IsCompleted)
        {
            EventBodies.Drop(reply);
        }
        else
        {
            Volatile.Write(ref _reply, reply);
        }
    }

    private V8Status RunEvent(in V8Scope scope, IsolateEvent told)
    {
        V8Value arguments = scope.Bytes(told.Arguments.Span);
        V8Value detail = scope.String(told.Detail);
        if (!arguments.Exists || !detail.Exists)
        {
            return RefuseForMemory(in scope);
        }

        string bodies;
        try
        {
            _areBodiesHandedOut = true;
            bodies = EventBodies.Receive(this, told.Bodies, isAnswer: false);
        }
        catch (V8OpException failure)
        {
            Fail(EdgeError.WithoutPlace(failure.ErrorName ?? "Error", failure.Message));
            return V8Status.Ok;
        }

        return Ran(in scope, scope.Call(
            scope.Get(Isolate.Entry.Event),
            out _,
            scope.Int32(Id),
            scope.String(told.Kind),
            scope.String(told.Target),
            detail,
            arguments,
            scope.String(bodies)));
    }
}
