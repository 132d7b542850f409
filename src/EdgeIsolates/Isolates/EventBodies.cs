using System.Globalization;
using EdgeIsolates.Bindings;
using EdgeIsolates.Bindings.Rpc;
using EdgeIsolates.Web.Fetch;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Isolates;

/// <summary>
/// Streams, sockets and stubs that pass from one isolate to another, as the script sides name them: "number:length,…". In place of a length: -2, a socket; -3, a stub; -4, a function
/// or an object that is lent; -5, one that wants to be told when it is not needed any more. See Web/Rpc/parcel.js.
/// </summary>
internal static class EventBodies
{
    private const double SocketMark = -2;
    private const double StubMark = -3;
    private const double LentMark = -4;
    private const double DisposableMark = -5;

    /// <summary>Takes them out of the isolate that sends them.</summary>
    /// <param name="owner">Who sends them.</param>
    /// <param name="text">Their names.</param>
    /// <param name="isAnswer">Whether they answer a call; else they go with one.</param>
    /// <exception cref="V8.V8OpException">One of them is gone, or there are too many.</exception>
    public static IReadOnlyList<EventBody> Send(Invocation owner, string text, bool isAnswer)
    {
        if (text.Length == 0)
        {
            return [];
        }

        List<EventBody> bodies = [];
        try
        {
            foreach (string named in text.Split(','))
            {
                int colon = named.IndexOf(':', StringComparison.Ordinal);
                double length = double.Parse(named.AsSpan(colon + 1), CultureInfo.InvariantCulture);
                int number = int.Parse(named.AsSpan(0, colon), CultureInfo.InvariantCulture);
                bodies.Add(Take(owner, number, length, isAnswer));
            }
        }
        catch
        {
            Drop(bodies);
            throw;
        }

        return bodies;
    }

    /// <summary>Gives them to the isolate that receives them; they belong to the invocation.</summary>
    /// <param name="owner">Who receives them.</param>
    /// <param name="bodies">What came.</param>
    /// <param name="isAnswer">Whether they answer a call of its own; else it was called with them.</param>
    /// <exception cref="V8.V8OpException">There are too many.</exception>
    public static string Receive(Invocation owner, IReadOnlyList<EventBody> bodies, bool isAnswer)
    {
        if (bodies.Count == 0)
        {
            return "";
        }

        try
        {
            return string.Join(',', bodies.Select(body => string.Create(CultureInfo.InvariantCulture, $"{NumberOf(owner, body, isAnswer)}:{body.Length}")));
        }
        catch
        {
            Drop(bodies);
            throw;
        }
    }

    /// <summary>Lets go of those that nobody will receive.</summary>
    public static void Drop(IReadOnlyList<EventBody> bodies)
    {
        foreach (EventBody body in bodies)
        {
            body.Reader?.Complete();
            body.Socket?.Abandon();
            body.Stub?.Dispose();
        }
    }

    /// <summary>Lets go of those of an answer that nobody gets.</summary>
    public static void Drop(EventReply? reply)
    {
        if (reply is not null)
        {
            Drop(reply.Bodies);
        }
    }

    private static EventBody Take(Invocation owner, int number, double length, bool isAnswer) => length switch
    {
        SocketMark => new EventBody(Reader: null, length, SocketOps.TakeOut(owner.Isolate, number)),
        StubMark => OfStub(StubOps.Find(owner.Isolate, number).Reference.TryCopy(isAnswer ? owner.Stubs : null) ?? throw LentTarget.Gone),
        LentMark or DisposableMark => OfStub(owner.Stubs.Lend(number, length == DisposableMark, owner.Depth, isAnswer)),
        _ => new EventBody(ScriptValues.TakeBody(owner.Isolate, number, ref length), length),
    };

    private static EventBody OfStub(StubReference reference) => new(Reader: null, StubMark, Stub: reference);

    private static int NumberOf(Invocation owner, EventBody body, bool isAnswer) => body switch
    {
        { Socket: { } socket } => SocketOps.Receive(owner, socket),
        { Stub: StubReference reference } => owner.Isolate.Stubs.Hold(reference, isAnswer ? owner.AnswerStubs : owner.CallStubs),
        _ => owner.Isolate.Bodies.Add(new IncomingBody(owner, body.Reader!, body.Length < 0 ? null : (long)body.Length)),
    };
}
