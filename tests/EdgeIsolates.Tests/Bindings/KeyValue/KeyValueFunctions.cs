using System.Text;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.KeyValue;

/// <summary>Functions with namespaces: <c>KV</c> and <c>SAME</c> are one, <c>OTHER</c> is another.</summary>
internal static class KeyValueFunctions
{
    /// <summary>With more CPU time than any test takes, on the busiest machine.</summary>
    public static FunctionConfig Config { get; } = FunctionConfig.Default with
    {
        CpuMs = 30_000,
        Bindings = new Dictionary<string, FunctionBinding>
        {
            ["KV"] = FunctionBinding.Parse("""{ "type": "kv", "id": "users" }"""),
            ["SAME"] = FunctionBinding.Parse("""{ "type": "kv", "id": "users" }"""),
            ["OTHER"] = FunctionBinding.Parse("""{ "type": "kv", "id": "other" }"""),
        },
    };

    public static string Code(string body) =>
        $"import {{ inspect }} from 'node:util'; export default {{ async fetch(request, env, ctx) {{ const kv = env.KV; {body} }} }}";

    public static async Task<string> TextOfAsync(EdgeHost host, string body, FunctionConfig? config = null)
    {
        InvocationResult result = await host.RunAsync(Code(body), config: config ?? Config);
        Assert.True(result.Outcome == InvocationOutcome.Ok, result.Error?.ToString());
        return Encoding.UTF8.GetString(result.Response!.Body.Span);
    }
}
