using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>What the scripts of Durable Objects ask of the host: ids, keys and values, gates, alarms. Objects are named by their number in the isolate.</summary>
internal static class ObjectOps
{
    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_object_id", Id),
        new("op_object_get", StorageTraffic.Noted(Get)),
        new("op_object_put", StorageTraffic.Noted(Put)),
        new("op_object_delete", StorageTraffic.Noted(Delete)),
        new("op_object_list", StorageTraffic.Noted(List)),
        new("op_object_delete_all", StorageTraffic.Noted(DeleteAll)),
        new("op_object_size", Size),
        new("op_object_begin", Begin),
        new("op_object_end", End),
        new("op_object_sync", Sync),
        new("op_object_shut", Shut),
        new("op_object_abort", Abort),
        new("op_object_alarm", GetAlarm),
        new("op_object_set_alarm", StorageTraffic.Noted(SetAlarm)),
        new("op_object_alarm_begin", BeginAlarm),
        new("op_object_alarm_end", EndAlarm),
        .. ObjectSqlOps.All,
    ];

    /// <summary>The object, when its scripts may use its storage.</summary>
    public static LiveObject Find(TenantIsolate isolate, in V8OpCall call) =>
        isolate.Objects.Find(call.GetInt32(0)) is { IsOver: false } live ? live : throw Gone;

    /// <summary>The object, about to be written to.</summary>
    public static LiveObject FindToWrite(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = Find(isolate, in call);
        isolate.Objects.Touch(live);
        return live;
    }

    /// <summary>What the script sees of a storage failure; one that is not its own fault resets the object.</summary>
    public static V8OpException Failed(LiveObject live, Exception failure)
    {
        if (failure is DurableObjectStorageException)
        {
            return new V8OpException(V8ErrorClass.Error, failure.Message);
        }

        live.BreakFor(failure);
        return Gone;
    }

    private static V8OpException Gone => new(V8ErrorClass.Error, "The Durable Object was reset, or has left memory: its storage can no longer be used by this instance.");

    /// <summary><c>op_object_id(binding, kind, text)</c>: the id of a name (0), a new id (1), or whether a text is an id of the namespace (2).</summary>
    private static void Id(TenantIsolate isolate, in V8OpCall call)
    {
        if (!isolate.Bindings.TryFind(call.GetInt32(0), out IBinding binding) || binding is not ObjectNamespaceBinding objects)
        {
            throw new V8OpException(V8ErrorClass.Error, "There is no such namespace.");
        }

        switch (call.GetInt32(1))
        {
            case 0:
                call.Return(ObjectIds.OfName(objects.Namespace, call.GetString(2)));
                break;
            case 1:
                call.Return(ObjectIds.New(objects.Namespace));
                break;
            default:
                call.Return(ObjectIds.IsOf(objects.Namespace, call.GetString(2)));
                break;
        }
    }

    /// <summary><c>op_object_get(object, key)</c>: bytes, or <c>null</c>.</summary>
    private static void Get(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = Find(isolate, in call);
        try
        {
            string key = call.GetString(1);
            isolate.Objects.Traffic.Sent = key.Length;
            if (live.Storage.Get(key) is { } value)
            {
                isolate.Objects.Traffic.Received = value.Length;
                call.Return(value.AsSpan());
            }
            else
            {
                call.Return(call.Scope.Null);
            }
        }
        catch (Exception failure) when (failure is not V8OpException)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary><c>op_object_put(object, key, bytes)</c>.</summary>
    private static void Put(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = FindToWrite(isolate, in call);
        try
        {
            string key = call.GetString(1);
            isolate.Objects.Traffic.Sent = key.Length + call.GetBytes(2).Length;
            live.Storage.Put(key, call.GetBytes(2));
        }
        catch (Exception failure) when (failure is not V8OpException)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary><c>op_object_delete(object, key)</c>: whether it was there.</summary>
    private static void Delete(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = FindToWrite(isolate, in call);
        try
        {
            string key = call.GetString(1);
            isolate.Objects.Traffic.Sent = key.Length;
            call.Return(live.Storage.Delete(key));
        }
        catch (Exception failure) when (failure is not V8OpException)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary>
    /// <c>op_object_list(object, start, startAfter, end, prefix, reverse, limit)</c>: a page, as bytes: 1 when it is the last, then for each entry the lengths of key and value and both.
    /// </summary>
    private static void List(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = Find(isolate, in call);
        try
        {
            DurableObjectPage page = live.Storage.List(new DurableObjectListing
            {
                Start = Text(in call, 1),
                StartAfter = Text(in call, 2),
                End = Text(in call, 3),
                Prefix = call.GetString(4),
                Reverse = call.GetBoolean(5),
                Limit = (int)Math.Min(call.GetDouble(6), int.MaxValue),
            });
            ReadOnlySpan<byte> packed = Pack(page);
            isolate.Objects.Traffic.Received = packed.Length;
            call.Return(packed);
        }
        catch (Exception failure) when (failure is not V8OpException)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary><c>op_object_delete_all(object)</c>: the alarm too, as Workers do from the compatibility date 2026-02-24 on.</summary>
    private static void DeleteAll(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = FindToWrite(isolate, in call);
        try
        {
            live.Storage.DeleteAll();
            live.SetAlarm(null);
        }
        catch (Exception failure)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary><c>op_object_size(object)</c>: bytes.</summary>
    private static void Size(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = Find(isolate, in call);
        try
        {
            call.Return((double)live.Storage.SizeBytes);
        }
        catch (Exception failure)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary><c>op_object_begin(object)</c>: an explicit transaction.</summary>
    private static void Begin(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = FindToWrite(isolate, in call);
        if (live.Storage.Depth == 0)
        {
            live.Commit();
        }

        try
        {
            live.Storage.Begin();
        }
        catch (Exception failure)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary><c>op_object_end(object, isKept)</c>.</summary>
    private static void End(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = FindToWrite(isolate, in call);
        try
        {
            live.Storage.End(call.GetBoolean(1));
        }
        catch (Exception failure) when (failure is not V8OpException)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary><c>op_object_sync(object)</c>: a promise that ends when what was written is durable.</summary>
    private static void Sync(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = FindToWrite(isolate, in call);
        live.Commit();
        PendingOp<bool>.Return(isolate, in call, SyncAsync(((IEventGate)live).Output), static (in scope, _) => scope.Undefined);

        static async Task<bool> SyncAsync(Task output)
        {
            await output;
            return true;
        }
    }

    /// <summary><c>op_object_shut(object, isShut)</c>: the input gate, for the event that runs. False when that has ended.</summary>
    private static void Shut(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = Find(isolate, in call);
        if (isolate.Find(call.Scope.CurrentRequest) is FetchInvocation invocation)
        {
            live.Shut(invocation, call.GetBoolean(1));
            call.Return(true);
        }
        else
        {
            call.Return(false);
        }
    }

    /// <summary><c>op_object_abort(object, reason)</c>.</summary>
    private static void Abort(TenantIsolate isolate, in V8OpCall call) =>
        isolate.Objects.Find(call.GetInt32(0))?.Break(ObjectErrors.AbortedBy(call.GetString(1)), InvocationOutcome.Exception);

    /// <summary><c>op_object_alarm(object)</c>: milliseconds, or <c>null</c>.</summary>
    private static void GetAlarm(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = Find(isolate, in call);
        try
        {
            if (!live.IsInAlarm && live.Storage.Alarm is { } due)
            {
                call.Return((double)due.ToUnixTimeMilliseconds());
            }
            else
            {
                call.Return(call.Scope.Null);
            }
        }
        catch (Exception failure)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary><c>op_object_set_alarm(object, milliseconds)</c>; none when <c>null</c>.</summary>
    private static void SetAlarm(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = FindToWrite(isolate, in call);
        try
        {
            live.SetAlarm(call.IsNullOrUndefined(1) ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)call.GetDouble(1)));
        }
        catch (Exception failure) when (failure is not V8OpException)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary><c>op_object_alarm_begin(object)</c>: whether the alarm is due; the script sees none from now on.</summary>
    private static void BeginAlarm(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = Find(isolate, in call);
        try
        {
            bool isDue = live.Storage.Alarm is { } due && due <= isolate.Time.GetUtcNow();
            if (!isDue)
            {
                live.CorrectAlarm();
            }

            live.IsInAlarm = isDue;
            call.Return(isDue);
        }
        catch (Exception failure)
        {
            throw Failed(live, failure);
        }
    }

    /// <summary><c>op_object_alarm_end(object, isDone)</c>: done, the alarm is no more, unless its handler has set another; not done, it stays.</summary>
    private static void EndAlarm(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = FindToWrite(isolate, in call);
        try
        {
            if (live.IsInAlarm && call.GetBoolean(1))
            {
                live.SetAlarm(null);
            }

            live.IsInAlarm = false;
        }
        catch (Exception failure) when (failure is not V8OpException)
        {
            throw Failed(live, failure);
        }
    }

    private static string? Text(in V8OpCall call, int index) => call.IsNullOrUndefined(index) ? null : call.GetString(index);

    private static ReadOnlySpan<byte> Pack(DurableObjectPage page)
    {
        var writer = new ArrayBufferWriter<byte>(1024);
        writer.Write([page.IsLast ? (byte)1 : (byte)0]);
        foreach ((string key, byte[] value) in page.Entries)
        {
            int keyLength = Encoding.UTF8.GetByteCount(key);
            Span<byte> lengths = writer.GetSpan(8 + keyLength);
            BinaryPrimitives.WriteInt32LittleEndian(lengths, keyLength);
            BinaryPrimitives.WriteInt32LittleEndian(lengths[4..], value.Length);
            Encoding.UTF8.GetBytes(key, lengths[8..]);
            writer.Advance(8 + keyLength);
            writer.Write(value);
        }

        return writer.WrittenSpan;
    }
}
