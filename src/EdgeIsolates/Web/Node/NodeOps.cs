using System.Buffers;
using System.Globalization;

namespace EdgeIsolates.Web.Node;

/// <summary>What the modules of Node.js need of the host.</summary>
internal static class NodeOps
{
    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_node_hex", static (_, in call) => call.Return(Convert.ToHexStringLower(call.GetBytes(0)))),
        new("op_node_from_hex", static (_, in call) => call.Return(LenientText.FromHex(call.GetString(0)))),
        new("op_node_from_base64", static (_, in call) => call.Return(LenientText.FromBase64(call.GetString(0)))),
    ];
}
