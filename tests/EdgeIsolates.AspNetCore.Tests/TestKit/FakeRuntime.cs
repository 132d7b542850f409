namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A runtime with one function, at <c>/fn/*</c>, whose answer the test chooses.</summary>
internal sealed class FakeRuntime : IEdgeRuntime
{
    public static readonly FunctionVersion Version = new()
    {
        FunctionName = "greeter",
        Number = 3,
        Version = "3-9f86d081",
        PackageHash = "",
        Modules = [new ModuleSummary("index.js", EdgeModuleKind.JavaScript, 17)],
        Routes = ["/fn/*"],
    };

    public static readonly FunctionRecord Function = new()
    {
        Name = "greeter",
        Revision = 5,
        Status = FunctionStatus.Active,
        Traffic = [new TrafficShare(Version, 100)],
    };

    public Func<EdgeRequest, CancellationToken, ValueTask<InvocationResult>> OnInvoke { get; set; } = (_, _) => new(Ok("hello"));

    public EdgeRequest? LastRequest { get; private set; }

    public (string Host, string Path) LastMatch { get; private set; }

    public int Calls { get; private set; }

    public static InvocationResult Ok(EdgeResponse response) =>
        new() { Outcome = InvocationOutcome.Ok, Response = response, RequestId = "request-1", FunctionName = "greeter", FunctionVersion = "3-9f86d081" };

    public static InvocationResult Ok(string text) =>
        Ok(new EdgeResponse { Status = 200, Headers = [new("content-type", "text/plain")], Body = System.Text.Encoding.UTF8.GetBytes(text) });

    public static InvocationResult Failure(InvocationOutcome outcome, EdgeError? error = null) => new()
    {
        Outcome = outcome,
        Error = error ?? new EdgeError("TypeError", "x is not a function", "index.js", 3, 14, "  return x();", "TypeError: x is not a function\n    at secretName (index.js:3:14)"),
        RequestId = "request-1",
        FunctionName = "greeter",
        FunctionVersion = "3-9f86d081",
    };

    public void Answer(EdgeResponse response) => OnInvoke = (_, _) => new(Ok(response));

    public void Fail(InvocationOutcome outcome, EdgeError? error = null) => OnInvoke = (_, _) => new(Failure(outcome, error));

    public FunctionRecord? Match(string host, string path)
    {
        LastMatch = (host, path);
        return path.StartsWith("/fn/", StringComparison.Ordinal) ? Function : null;
    }

    public ValueTask<InvocationResult> InvokeAsync(string functionName, EdgeRequest request, CancellationToken cancellationToken = default)
    {
        Calls++;
        LastRequest = request;
        return OnInvoke(request, cancellationToken);
    }
}
