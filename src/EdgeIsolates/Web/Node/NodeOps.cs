using System.Buffers;
using System.Globalization;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Node;

/// <summary>What the modules of Node.js need of the host.</summary>
internal static class NodeOps
{
    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_node_env", Env),
        new("op_node_hex", static (_, in call) => call.Return(Convert.ToHexStringLower(call.GetBytes(0)))),
        new("op_node_from_hex", static (_, in call) => call.Return(LenientText.FromHex(call.GetString(0)))),
        new("op_node_from_base64", static (_, in call) => call.Return(LenientText.FromBase64(call.GetString(0)))),
    ];

    /// <summary><c>op_node_env()</c>: the function's variables as JSON; asked while its modules are evaluated, before the handler is known.</summary>
    private static void Env(TenantIsolate isolate, in V8OpCall call) => call.Return(EnvironmentJson.Of(isolate.Function));
}
