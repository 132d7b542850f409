using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>A host whose functions have one binding, <c>B</c>, and are written as what they do with it.</summary>
internal sealed class BindingHost : IAsyncDisposable
{
    private readonly FunctionConfig _config;

    public BindingHost(string binding, Action<IEdgeIsolatesBuilder> configure, Action<EdgeIsolatesOptions>? options = null)
    {
        _config = FunctionConfig.Default with { Bindings = new Dictionary<string, FunctionBinding> { ["B"] = FunctionBinding.Parse(binding) } };
        Host = new EdgeHost(options, services: services => configure(new EdgeBuilder(services)));
    }

    public EdgeHost Host { get; }

    /// <summary>Runs the body of an async function that has <c>B</c> and <c>request</c>, and gives what it returned, as JSON; of an error, its name and message.</summary>
    public async Task<string> RunAsync(string body, EdgeRequest? request = null)
    {
        string code = $$"""
            export default { async fetch(request, { B }) {
              try { return Response.json((await (async () => { {{body}} })()) ?? null); }
              catch (error) { return Response.json(`${error.name}: ${error.message}`); }
            } };
            """;
        return await TextAsync(await Host.RunAsync(code, request, _config));
    }

    /// <summary>Deploys a function with the binding.</summary>
    public Task<DeployResult> TryDeployAsync(string code) => Host.TryDeployAsync(code, _config);

    /// <summary>Runs a whole function.</summary>
    public Task<InvocationResult> InvokeAsync(string code, EdgeRequest? request = null) => Host.RunAsync(code, request, _config);

    public static async Task<string> TextAsync(InvocationResult result)
    {
        Assert.True(result.Outcome == InvocationOutcome.Ok, result.Error?.ToString());
        if (result.Response!.BodyReader is not { } reader)
        {
            return Encoding.UTF8.GetString(result.Response.Body.Span);
        }

        using StreamReader text = new(reader.AsStream());
        return await text.ReadToEndAsync();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
