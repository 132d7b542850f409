using EdgeIsolates.Isolates;
using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>
/// Operations of <c>ctx.storage</c> in the record of the event that made them. The operation that runs adds its bytes; there is one at a time in an isolate. For the holder of the mailbox.
/// </summary>
internal sealed class StorageTraffic
{
    private const string Name = "ctx.storage";
    private const string Type = "durable_object_storage";

    /// <summary>Bytes that the operation wrote or asked with: keys, values, statements, parameters.</summary>
    public long Sent { get; set; }

    /// <summary>Bytes that it read.</summary>
    public long Received { get; set; }

    /// <summary>The operation, noted.</summary>
    public static OpHandler Noted(OpHandler operation) => (isolate, in call) => isolate.Objects.Traffic.Note(isolate, in call, operation);

    private void Note(TenantIsolate isolate, in V8OpCall call, OpHandler operation)
    {
        Sent = Received = 0;
        long start = isolate.Time.GetTimestamp();
        bool succeeded = false;
        try
        {
            operation(isolate, in call);
            succeeded = true;
        }
        finally
        {
            isolate.Find(call.Scope.CurrentRequest)?.NoteUse(Name, Type, isolate.Time.GetElapsedTime(start), succeeded, Sent, Received);
        }
    }
}
