using EdgeIsolates.Isolates;
using EdgeIsolates.V8;
using EdgeIsolates.Web;
using EdgeIsolates.Web.Fetch;

namespace EdgeIsolates.Bindings;

/// <summary>Calls of the host's bindings, and values as bytes.</summary>
internal static class BindingOps
{
    private const int FirstArgument = 3;

    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_env_texts", static (isolate, in call) => call.Return(EnvironmentJson.Of(isolate.Function))),
        new("op_env_bindings", static (isolate, in call) => call.Return(isolate.Bindings.ToJson())),
        new("op_binding_call", Call),
        new("op_clone_serialize", Serialize),
        new("op_clone_deserialize", Deserialize),
    ];

    /// <summary><c>op_binding_call(number, method, kinds, ...arguments)</c>: a promise of the result; see <see cref="ScriptValues"/>.</summary>
    private static void Call(TenantIsolate isolate, in V8OpCall call)
    {
        Invocation owner = isolate.Find(call.Scope.CurrentRequest)
            ?? throw new V8OpException(V8ErrorClass.Error, "A binding was called for a request that has ended; ctx.waitUntil() keeps one going.");
        int number = call.GetInt32(0);
        if (!isolate.Bindings.TryFind(number, out IBinding binding))
        {
            throw new V8OpException(V8ErrorClass.Error, "There is no such binding.");
        }

        BindingUse use = owner.UseBindings();
        var made = new ScriptCall(use)
        {
            Method = call.GetString(1),
            Arguments = ScriptValues.Read(isolate, in call, call.GetString(2), FirstArgument),
            Context = isolate.Bindings.ContextOf(number),
            RequestId = owner.RequestId ?? "",
        };
        if (!use.TryHold(made.HeldBytes))
        {
            throw BodyErrors.NoMemory;
        }

        var note = new CallNote(use, made.Context, isolate.Time, made.Arguments.Sum(static value => value.Size));
        PendingOp<BindingValue>.Return(
            isolate,
            in call,
            owner.SendAsync(() => AnswerAsync(binding, made, use)),
            (in scope, value) =>
            {
                note.Succeeded(value.Size);
                use.Release(ScriptValues.HeldBytes(value));
                return ScriptValues.Write(in scope, owner, value);
            },
            note.Failed);
    }

    private static async Task<BindingValue> AnswerAsync(IBinding binding, ScriptCall call, BindingUse use)
    {
        BindingValue value;
        try
        {
            value = await binding.CallAsync(call, use.Ended);
        }
        catch (BindingException failure)
        {
            throw ScriptErrors.OfBinding(failure);
        }
        finally
        {
            use.Release(call.HeldBytes);
        }

        return use.TryHold(ScriptValues.HeldBytes(value)) ? value : throw BodyErrors.NoMemory;
    }

    /// <summary><c>op_clone_serialize(value)</c>: the bytes of its structured clone.</summary>
    private static void Serialize(TenantIsolate isolate, in V8OpCall call)
    {
        V8Scope scope = call.Scope;
        if (scope.Serialize(call.GetValue(0), out byte[] bytes) is var status && status != V8Status.Ok)
        {
            throw Unclonable(in scope, status);
        }

        call.Return(bytes.AsSpan());
    }

    /// <summary><c>op_clone_deserialize(bytes)</c>: the value.</summary>
    private static void Deserialize(TenantIsolate isolate, in V8OpCall call)
    {
        V8Scope scope = call.Scope;
        if (scope.Deserialize(call.GetBytes(0), out V8Value value) is var status && status != V8Status.Ok)
        {
            throw Unclonable(in scope, status);
        }

        call.Return(value);
    }

    private static V8OpException Unclonable(in V8Scope scope, V8Status status) =>
        new("DataCloneError", status == V8Status.Exception ? scope.TakeException().Message : "The value could not be cloned.");
}
