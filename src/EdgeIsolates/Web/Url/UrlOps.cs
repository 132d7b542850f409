using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Url;

/// <summary>What URLs need of the host: internationalised domain names, in the three steps of <see cref="Idna"/>.</summary>
internal static class UrlOps
{
    public static IReadOnlyList<Op> All { get; } = [new("op_url_idna_map", Map), new("op_url_idna_decode", Decode), new("op_url_idna_encode", Encode)];

    /// <summary><c>op_url_idna_map(domain)</c>: the domain or <c>null</c>.</summary>
    private static void Map(TenantIsolate isolate, in V8OpCall call) => call.Return(Idna.Map(call.GetString(0)));

    /// <summary><c>op_url_idna_decode(domain)</c>: the domain or <c>null</c>.</summary>
    private static void Decode(TenantIsolate isolate, in V8OpCall call) => call.Return(Idna.Decode(call.GetString(0)));

    /// <summary><c>op_url_idna_encode(domain)</c>: the domain or <c>null</c>.</summary>
    private static void Encode(TenantIsolate isolate, in V8OpCall call) => call.Return(Idna.Encode(call.GetString(0)));
}
