using System.Globalization;
using System.Text.Json;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Bindings.DurableObjects;

// What an object is told of. Each kind of event is a name that the script side knows (Web/DurableObjects/object-events.js); further ones are added there and
// sent as any other, through ObjectHost.SendAsync: gates, budgets and records come with it.
internal static class ObjectEvents
{
    public const string Create = "object-create";
    public const string Call = "object-call";
    public const string Alarm = "object-alarm";
    public const string Socket = "object-socket";

    public static string TargetOf(LiveObject live) => live.Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The constructor.</summary>
    public static EdgeRequest Birth(LiveObject live) => new()
    {
        Method = "OBJECT",
        Url = $"object://{live.Identity.ClassName}/constructor",
        Event = new IsolateEvent(
            Create,
            TargetOf(live),
            JsonSerializer.Serialize(new ObjectBirth(live.Identity.ClassName, live.Identity.Address.Id, live.Identity.Name), ObjectJson.Default.ObjectBirth)),
    };

    /// <summary>A method, or <c>fetch</c>.</summary>
    public static EdgeRequest OfCall(string className, EdgeRequest call, string method) => call with
    {
        Url = $"object://{className}/{method.Replace('\n', '.')}",
        Event = call.Event! with { Kind = Call },
    };

    /// <summary>A message of a socket that the host keeps for it, or its close.</summary>
    public static EdgeRequest OfSocket(string className, string detail, ReadOnlyMemory<byte> message) => new()
    {
        Method = "WEBSOCKET",
        Url = $"object://{className}/webSocket",
        Event = new IsolateEvent(Socket, "", detail) { Arguments = message },
    };

    /// <summary>The alarm. <paramref name="retries"/>: how often it was tried before; -1 to give it up.</summary>
    public static EdgeRequest OfAlarm(string className, int retries) => new()
    {
        Method = "ALARM",
        Url = $"object://{className}/alarm",
        Event = new IsolateEvent(Alarm, "", retries.ToString(CultureInfo.InvariantCulture)),
    };
}
