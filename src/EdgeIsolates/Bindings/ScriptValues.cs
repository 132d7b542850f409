using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;
using EdgeIsolates.Web.Fetch;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Bindings;

// Values between scripts and bindings; the other side is Web/Bindings/binding-target.js.
//
// Arguments come as a row of op arguments; a text of one letter per value says how many each takes:
//   v  a primitive, an ArrayBuffer or a view             1
//   s  the bytes of a structured clone                   1
//   b  a stream: source, length                          2
//   q  a Request: method, url, headers, source, length   5
//   p  a Response: status, statusText, headers, source, length   5
// A source is a string, bytes, the number of a body, or null. Results are primitives (but strings), bytes and objects as they are, and strings that begin with a letter:
//   s text   j JSON   b "number:length"   p "status\nnumber\nlength\nstatusText\nheaders"
internal static class ScriptValues
{
    private const int LeastHeldBytes = 4096;

    /// <summary>Reads the arguments that begin at <paramref name="at"/>.</summary>
    public static BindingValue[] Read(TenantIsolate isolate, in V8OpCall call, string kinds, int at)
    {
        var values = new BindingValue[kinds.Length];
        for (int i = 0; i < kinds.Length; i++)
        {
            values[i] = kinds[i] switch
            {
                's' => BindingValue.Structured(call.GetBytes(at++).ToArray()),
                'b' => ReadStream(isolate, in call, ref at),
                'q' => BindingValue.Of(ReadRequest(isolate, in call, ref at)),
                'p' => BindingValue.Of(ReadResponse(isolate, in call, ref at)),
                _ => ReadPlain(in call, at++),
            };
        }

        return values;
    }

    /// <summary>The memory of the host that a value takes, if that is worth counting; that of a stream is counted where it flows.</summary>
    public static long HeldBytes(BindingValue value) => SizeOf(value) is >= LeastHeldBytes and var size ? size : 0;

    // A text takes two bytes a character here, whatever it takes elsewhere.
    private static long SizeOf(BindingValue value) => value.Kind == BindingValueKind.String ? sizeof(char) * (long)value.AsString().Length : value.Size;

    /// <summary>Makes a result a value of the script.</summary>
    public static V8Value Write(in V8Scope scope, Invocation owner, BindingValue value) => value.Kind switch
    {
        BindingValueKind.Undefined => scope.Undefined,
        BindingValueKind.Null => scope.Null,
        BindingValueKind.Boolean => scope.Boolean(value.AsBoolean()),
        BindingValueKind.Number => scope.Number(value.AsNumber()),
        BindingValueKind.String => Existing(scope.String($"s{value.AsString()}")),
        BindingValueKind.Bytes => Existing(scope.Bytes(value.AsBytes().Span)),
        BindingValueKind.Json => Existing(scope.String($"j{Encoding.UTF8.GetString(value.AsBytes().Span)}")),
        BindingValueKind.Stream => scope.String($"b{AddBody(owner, value.AsStream(out long? length), length)}"),
        BindingValueKind.Response => scope.String($"p{Describe(owner, value.AsResponse())}"),
        BindingValueKind.Structured => ReadClone(in scope, value.AsBytes().Span),
        _ => throw new V8OpException(V8ErrorClass.TypeError, $"A binding cannot give a {value.Kind}."),
    };

    /// <summary>An answer in the text that <c>fetch</c> and bindings read. With status 101 the number is that of a socket.</summary>
    public static string Describe(Invocation owner, EdgeResponse response)
    {
        if (response.WebSocket is { } socket)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{response.Status}\n{SocketOps.Receive(owner, socket)}\n-1\n{OneLine(response.StatusText)}\n{HeaderText.Join(response.Headers)}");
        }

        PipeReader? reader = response.BodyReader ?? (response.Body.IsEmpty ? null : PipeReader.Create(new ReadOnlySequence<byte>(response.Body)));
        long? length = response.BodyReader is null ? response.Body.Length : response.BodyLength;
        int number = reader is null ? 0 : owner.Isolate.Bodies.Add(new IncomingBody(owner, reader, length));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{response.Status}\n{number}\n{length ?? -1}\n{OneLine(response.StatusText)}\n{HeaderText.Join(response.Headers)}");
    }

    /// <summary>The bytes behind the number of a body; whoever takes them completes the reader.</summary>
    public static PipeReader TakeBody(TenantIsolate isolate, int number, ref double length)
    {
        if (isolate.Bodies.TryFind(number, out IncomingBody? incoming))
        {
            isolate.Bodies.Remove(number);
            length = incoming.Length ?? -1;
            return incoming.Detach();
        }

        return isolate.Bodies.TryFind(number, out OutgoingBody? outgoing) ? outgoing.Reader : throw BodyErrors.Gone;
    }

    private static string AddBody(Invocation owner, PipeReader reader, long? length) =>
        string.Create(CultureInfo.InvariantCulture, $"{owner.Isolate.Bodies.Add(new IncomingBody(owner, reader, length))}:{length ?? -1}");

    private static BindingValue ReadPlain(in V8OpCall call, int at) => call.KindOf(at) switch
    {
        V8ValueKind.Undefined => BindingValue.Undefined,
        V8ValueKind.Null => BindingValue.Null,
        V8ValueKind.Boolean => BindingValue.Of(call.GetBoolean(at)),
        V8ValueKind.Number => BindingValue.Of(call.GetDouble(at)),
        V8ValueKind.String => BindingValue.Of(call.GetString(at)),
        V8ValueKind.Bytes => BindingValue.Of(call.GetBytes(at).ToArray()),
        _ => throw new V8OpException(V8ErrorClass.TypeError, "An argument of the binding is of no kind that can cross."),
    };

    private static BindingValue ReadStream(TenantIsolate isolate, in V8OpCall call, ref int at)
    {
        PipeReader reader = ReadSource(isolate, in call, ref at, out ReadOnlyMemory<byte> body, out long? length, out _) ?? PipeReader.Create(new ReadOnlySequence<byte>(body));
        return BindingValue.Of(reader, length);
    }

    private static EdgeRequest ReadRequest(TenantIsolate isolate, in V8OpCall call, ref int at)
    {
        string method = call.GetString(at++);
        string url = call.GetString(at++);
        IReadOnlyList<KeyValuePair<string, string>> headers = HeaderText.Split(call.GetString(at++));
        PipeReader? reader = ReadSource(isolate, in call, ref at, out ReadOnlyMemory<byte> body, out _, out bool exists);
        return new EdgeRequest { Method = method, Url = url, Headers = headers, HasBody = exists, Body = body, BodyReader = reader };
    }

    private static EdgeResponse ReadResponse(TenantIsolate isolate, in V8OpCall call, ref int at)
    {
        int status = call.GetInt32(at++);
        string statusText = call.GetString(at++);
        IReadOnlyList<KeyValuePair<string, string>> headers = HeaderText.Split(call.GetString(at++));
        PipeReader? reader = ReadSource(isolate, in call, ref at, out ReadOnlyMemory<byte> body, out long? length, out _);
        return new EdgeResponse { Status = status, StatusText = statusText, Headers = headers, Body = body, BodyReader = reader, BodyLength = reader is null ? null : length };
    }

    private static PipeReader? ReadSource(TenantIsolate isolate, in V8OpCall call, ref int at, out ReadOnlyMemory<byte> body, out long? length, out bool exists)
    {
        int source = at;
        double known = call.GetDouble(at + 1);
        at += 2;
        body = default;
        length = null;
        exists = !call.IsNullOrUndefined(source);
        if (!exists)
        {
            return null;
        }

        if (call.IsString(source) || call.IsBytes(source))
        {
            body = call.IsString(source) ? call.GetUtf8(source) : call.GetBytes(source).ToArray();
            length = body.Length;
            return null;
        }

        PipeReader reader = TakeBody(isolate, call.GetInt32(source), ref known);
        length = known < 0 ? null : (long)known;
        return reader;
    }

    private static V8Value ReadClone(in V8Scope scope, ReadOnlySpan<byte> bytes)
    {
        if (scope.Deserialize(bytes, out V8Value value) != V8Status.Ok)
        {
            throw new V8OpException("DataCloneError", "The value cannot be read.");
        }

        return scope.GetString(value) is { } text ? Existing(scope.String($"s{text}")) : value;
    }

    private static V8Value Existing(V8Value value) => value.Exists ? value : throw BodyErrors.NoMemory;

    private static string OneLine(string text) => text.Contains('\n', StringComparison.Ordinal) ? "" : text;
}
