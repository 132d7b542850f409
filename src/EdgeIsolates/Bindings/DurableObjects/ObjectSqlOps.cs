using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>SQL statements of Durable Objects. Values of parameters come one by one, rows go back as bytes, some at a time.</summary>
internal static class ObjectSqlOps
{
    private const int RowsPerPage = 256;
    private const int BytesPerPage = 128 * 1024;
    private const int MostValues = 100;

    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_object_bind", Bind),
        new("op_object_exec", StorageTraffic.Noted(Execute)),
        new("op_object_rows", StorageTraffic.Noted(Rows)),
        new("op_object_columns", Columns),
        new("op_object_counts", Counts),
    ];

    /// <summary><c>op_object_bind(object, value)</c>: the value of the next parameter of the statement to come.</summary>
    private static void Bind(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = ObjectOps.Find(isolate, in call);
        List<object?> values = live.Statements.Values;
        if (values.Count >= MostValues)
        {
            values.Clear();
            throw new V8OpException(V8ErrorClass.Error, $"A statement may have {MostValues} parameters.");
        }

        values.Add(call.KindOf(1) switch
        {
            V8ValueKind.Undefined or V8ValueKind.Null => null,
            V8ValueKind.Boolean => call.GetBoolean(1) ? 1L : 0L,
            V8ValueKind.Number when IsInteger(call.GetDouble(1)) => (long)call.GetDouble(1),
            V8ValueKind.Number => call.GetDouble(1),
            V8ValueKind.String => call.GetString(1),
            V8ValueKind.Bytes => call.GetBytes(1).ToArray(),
            _ => throw new V8OpException(V8ErrorClass.TypeError, "A parameter must be a string, a number, null, or an ArrayBuffer."),
        });
    }

    /// <summary><c>op_object_exec(object, sql)</c>: the number of a cursor.</summary>
    private static void Execute(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = ObjectOps.FindToWrite(isolate, in call);
        object?[] values = [.. live.Statements.Values];
        live.Statements.Values.Clear();
        try
        {
            live.Storage.StatementTime = TimeLeft(isolate, in call);
            string sql = call.GetString(1);
            isolate.Objects.Traffic.Sent = sql.Length + values.Sum(SizeOf);
            call.Return(live.Statements.Add(live.Storage.Execute(sql, values)));
        }
        catch (Exception failure) when (failure is not V8OpException)
        {
            throw ObjectOps.Failed(live, failure);
        }
    }

    /// <summary>
    /// <c>op_object_rows(object, cursor)</c>: a page of rows: 1 when it is the last, then for each value a letter and what it stands for: n null, d eight bytes of a
    /// number, t or b a length and the bytes.
    /// </summary>
    private static void Rows(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = ObjectOps.FindToWrite(isolate, in call);
        IDurableObjectCursor cursor = Cursor(live, in call);
        try
        {
            live.Storage.StatementTime = TimeLeft(isolate, in call);
            var writer = new ArrayBufferWriter<byte>(1024);
            writer.Write([(byte)1]);
            int rows = 0;
            object?[]? row = null;
            while (rows++ < RowsPerPage && writer.WrittenCount < BytesPerPage && (row = cursor.Read()) is not null)
            {
                foreach (object? value in row)
                {
                    Write(writer, value);
                }
            }

            byte[] page = writer.WrittenSpan.ToArray();
            page[0] = row is null ? (byte)1 : (byte)0;
            isolate.Objects.Traffic.Received = page.Length;
            call.Return(page.AsSpan());
        }
        catch (Exception failure)
        {
            throw ObjectOps.Failed(live, failure);
        }
    }

    /// <summary><c>op_object_columns(object, cursor)</c>: their names, as JSON.</summary>
    private static void Columns(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = ObjectOps.Find(isolate, in call);
        call.Return(JsonSerializer.Serialize(Cursor(live, in call).ColumnNames, ObjectJson.Default.IReadOnlyListString));
    }

    /// <summary><c>op_object_counts(object, cursor)</c>: "rows read:rows written".</summary>
    private static void Counts(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = ObjectOps.Find(isolate, in call);
        IDurableObjectCursor cursor = Cursor(live, in call);
        call.Return($"{cursor.RowsRead}:{cursor.RowsWritten}");
    }

    private static IDurableObjectCursor Cursor(LiveObject live, in V8OpCall call) =>
        live.Statements.Find(call.GetInt32(1)) ?? throw new V8OpException(V8ErrorClass.Error, "The cursor was closed, because too many others were opened after it.");

    private static long SizeOf(object? value) => value switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        _ => sizeof(long),
    };

    private static bool IsInteger(double value) =>
        value == Math.Truncate(value) && Math.Abs(value) < long.MaxValue && !(value == 0 && double.IsNegative(value));

    private static TimeSpan TimeLeft(TenantIsolate isolate, in V8OpCall call) =>
        isolate.Find(call.Scope.CurrentRequest) is { } invocation ? invocation.CpuLimit - call.Scope.GetRequestCpu(invocation.Id) : TimeSpan.Zero;

    private static void Write(ArrayBufferWriter<byte> writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Write("n"u8);
                break;
            case long integer:
                WriteNumber(writer, integer);
                break;
            case double real:
                WriteNumber(writer, real);
                break;
            case string text:
                WriteBytes(writer, "t"u8, Encoding.UTF8.GetBytes(text));
                break;
            default:
                WriteBytes(writer, "b"u8, (byte[])value);
                break;
        }
    }

    private static void WriteNumber(ArrayBufferWriter<byte> writer, double number)
    {
        Span<byte> span = writer.GetSpan(9);
        span[0] = (byte)'d';
        BinaryPrimitives.WriteDoubleLittleEndian(span[1..], number);
        writer.Advance(9);
    }

    private static void WriteBytes(ArrayBufferWriter<byte> writer, ReadOnlySpan<byte> letter, ReadOnlySpan<byte> bytes)
    {
        writer.Write(letter);
        BinaryPrimitives.WriteInt32LittleEndian(writer.GetSpan(4), bytes.Length);
        writer.Advance(4);
        writer.Write(bytes);
    }
}
