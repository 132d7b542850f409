using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// Changes of what is no code: a version each, when there is anything to change. wrangler sends them for routes, schedules and consumers at the same moment, so they wait for their turn; one
/// that another node overtook is made again on top of what was faster.
/// </summary>
internal sealed class CloudflareChanges(IEdgeFunctions functions)
{
    private const int MostTries = 10;

    private static readonly SemaphoreSlim Turn = new(1);

    /// <param name="context">The request.</param>
    /// <param name="name">The function's name.</param>
    /// <param name="isDone">Whether the live version is so already.</param>
    /// <param name="change">What to change.</param>
    /// <param name="told">The answer when it is done.</param>
    public async Task<CloudflareAnswer> MakeAsync(
        HttpContext context,
        string name,
        Func<FunctionVersion, bool> isDone,
        Func<FunctionDeployment, FunctionDeployment> change,
        Func<JsonNode> told)
    {
        await Turn.WaitAsync(context.RequestAborted);
        try
        {
            return await TryAsync(context, name, isDone, change, told);
        }
        finally
        {
            Turn.Release();
        }
    }

    private async Task<CloudflareAnswer> TryAsync(
        HttpContext context,
        string name,
        Func<FunctionVersion, bool> isDone,
        Func<FunctionDeployment, FunctionDeployment> change,
        Func<JsonNode> told)
    {
        for (int tries = 1; ; tries++)
        {
            if (functions.FindNewest(name) is not { } live)
            {
                return CloudflareAnswer.NoFunction(name);
            }

            if (isDone(live))
            {
                return CloudflareAnswer.Ok(told());
            }

            DeployResult result = await functions.RedeployAsync(name, present => change(present) with { DeployedBy = AdminCaller.Of(context) }, context.RequestAborted);
            if (tries == MostTries || result.Faults.All(static fault => fault.Code != DeployFaultCodes.ChangedMeanwhile))
            {
                return CloudflareAnswer.Of(result, _ => told());
            }
        }
    }
}
