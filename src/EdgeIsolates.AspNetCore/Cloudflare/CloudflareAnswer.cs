using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>An answer in Cloudflare's envelope: <c>{ "success", "errors", "messages", "result" }</c>.</summary>
internal sealed record CloudflareAnswer(int Status, JsonNode? Result, IReadOnlyList<(int Code, string Message)> Errors)
{
    // Cloudflare's own codes, where wrangler knows what they mean.
    public const int NoSuchScript = 10007;
    public const int Unsound = 10021;
    public const int NoRoute = 7003;
    public const int NoAuthorization = 9106;

    public static CloudflareAnswer Ok(JsonNode? result) => new(StatusCodes.Status200OK, result, []);

    public static CloudflareAnswer Error(int status, int code, string message) => new(status, null, [(code, message)]);

    public static CloudflareAnswer NoFunction(string name) => Error(StatusCodes.Status404NotFound, NoSuchScript, $"There is no function named {name}.");

    public static CloudflareAnswer Of(DeployResult result, Func<EdgeFunction, JsonNode?> told) => result.Succeeded ? Ok(told(result.Function)) : Refused(result.Faults);

    public static CloudflareAnswer Of(ChangeResult result, Func<FunctionRecord, JsonNode?> told) => result.Succeeded ? Ok(told(result.Function)) : Refused([result.Fault]);

    public static CloudflareAnswer Refused(IReadOnlyList<DeployFault> faults) => Of(FaultProblem.OfDeploy(faults));

    /// <summary>Every fault is an error of its own, with its place in the source.</summary>
    public static CloudflareAnswer Of(AdminProblem problem) => new(
        problem.Status,
        null,
        problem.Faults is { } faults
            ? [.. faults.Select(static fault => (CodeOf(fault.Code), fault.Line > 0 ? $"{fault.Message} at {fault.Module}:{fault.Line}:{fault.Column}" : fault.Message))]
            : [(Unsound, problem.Detail is null ? problem.Title : $"{problem.Title} {problem.Detail}")]);

    public Task WriteAsync(HttpContext context)
    {
        JsonObject envelope = new()
        {
            ["success"] = Errors.Count == 0,
            ["errors"] = new JsonArray([.. Errors.Select(static error => new JsonObject { ["code"] = error.Code, ["message"] = error.Message })]),
            ["messages"] = new JsonArray(),
            ["result"] = Result,
        };
        return AdminAnswers.JsonAsync(context, Status, envelope, ReadableJson.Admin.JsonObject);
    }

    private static int CodeOf(string code) => code == DeployFaultCodes.NoSuchFunction ? NoSuchScript : Unsound;
}
