namespace EdgeIsolates.Tests.TestKit;

/// <summary>A provider of the type <c>echo</c> whose methods give back what they get, describe it, fail, or wait.</summary>
public sealed class EchoBinding : IBindingProvider, IBinding
{
    public string Type => "echo";

    public List<string> Calls { get; } = [];

    public CancellationToken LastToken { get; private set; }

    public TaskCompletionSource<BindingValue> Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IEnumerable<string> Check(string name, FunctionBinding binding) => binding.GetText("fault") is { } fault ? [fault] : [];

    public IBinding Open(BindingContext context) => this;

    public async ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken)
    {
        lock (Calls)
        {
            Calls.Add($"{call.Context.FunctionName}.{call.Context.Name}.{call.Method}({string.Join(", ", call.Arguments)})");
        }

        LastToken = cancellationToken;
        switch (call.Method)
        {
            case "echo":
                return call.Argument(0);
            case "kind":
                return BindingValue.Of(call.Argument(0).Kind.ToString());
            case "json":
                return BindingValue.Json("{\"a\":[1,\"ü\"]}"u8.ToArray());
            case "wait":
                return await Waiting.Task;
            case "respond":
                return BindingValue.Of(new EdgeResponse { Status = 201, Headers = [new("x-a", call.Argument(0).AsRequest().Url)], Body = call.Argument(0).AsRequest().Body });
            case "fail":
                throw new BindingException(call.Argument(0).AsString(), call.Argument(1).AsString());
            default:
                throw new InvalidOperationException("The echo binding has no such method.");
        }
    }
}
