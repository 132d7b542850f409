using System.Globalization;
using EdgeIsolates.Bindings;
using EdgeIsolates.Web.Fetch;

namespace EdgeIsolates.Isolates;

/// <summary>Streams that pass from one isolate to another, as the script sides name them: "number:length,…"; see Web/Rpc/parcel.js.</summary>
internal static class EventBodies
{
    /// <summary>Takes them out of the isolate that sends them.</summary>
    /// <exception cref="V8.V8OpException">One of them is gone.</exception>
    public static IReadOnlyList<EventBody> Send(TenantIsolate isolate, string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        List<EventBody> bodies = [];
        foreach (string named in text.Split(','))
        {
            int colon = named.IndexOf(':', StringComparison.Ordinal);
            double length = double.Parse(named.AsSpan(colon + 1), CultureInfo.InvariantCulture);
            bodies.Add(new EventBody(ScriptValues.TakeBody(isolate, int.Parse(named.AsSpan(0, colon), CultureInfo.InvariantCulture), ref length), length));
        }

        return bodies;
    }

    /// <summary>Gives them to the isolate that receives them; they belong to the invocation.</summary>
    public static string Receive(Invocation owner, IReadOnlyList<EventBody> bodies) =>
        bodies.Count == 0 ? "" : string.Join(',', bodies.Select(body => string.Create(
            CultureInfo.InvariantCulture,
            $"{owner.Isolate.Bodies.Add(new IncomingBody(owner, body.Reader, body.Length < 0 ? null : (long)body.Length))}:{body.Length}")));

    /// <summary>Lets go of those that nobody will receive.</summary>
    public static void Drop(IReadOnlyList<EventBody> bodies)
    {
        foreach (EventBody body in bodies)
        {
            body.Reader.Complete();
        }
    }
}
