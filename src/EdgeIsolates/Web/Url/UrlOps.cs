using System.Globalization;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Url;

/// <summary>What URLs need of the host: internationalised domain names.</summary>
internal static class UrlOps
{
    private static readonly IdnMapping Lenient = new() { AllowUnassigned = false, UseStd3AsciiRules = false };
    private static readonly IdnMapping Strict = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    public static IReadOnlyList<Op> All { get; } = [new("op_url_domain_to_ascii", DomainToAscii)];

    /// <summary>
    /// <c>op_url_domain_to_ascii(domain, beStrict)</c>: the domain with its labels in Punycode, or <c>null</c> when it is no valid domain.
    /// https://url.spec.whatwg.org/#concept-domain-to-ascii
    /// </summary>
    private static void DomainToAscii(TenantIsolate isolate, in V8OpCall call) => call.Return(ToAscii(call.GetString(0), call.GetBoolean(1)));

    internal static string? ToAscii(string domain, bool beStrict)
    {
        try
        {
            return (beStrict ? Strict : Lenient).GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
