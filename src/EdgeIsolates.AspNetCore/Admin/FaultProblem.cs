using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Says why a deploy or a change was refused: every fault, and the first one with its line of source and a caret for people.</summary>
internal static class FaultProblem
{
    public static AdminProblem OfDeploy(IReadOnlyList<DeployFault> faults) =>
        Of(faults.Count == 1 ? "The function was not deployed." : $"The function was not deployed: {faults.Count} faults.", faults);

    public static AdminProblem OfChange(DeployFault fault) => Of("Nothing was changed.", [fault]);

    private static AdminProblem Of(string title, IReadOnlyList<DeployFault> faults)
    {
        DeployFault first = faults[0];
        bool hasPlace = first.Line > 0;
        return new AdminProblem
        {
            Title = title,
            Status = StatusOf(faults),
            Detail = SourceExcerpt.Of(first.Message, first.Module, first.Line, first.Column, first.SourceLine),
            Module = first.Module is null ? null : PlainText.Of(first.Module),
            Line = hasPlace ? first.Line : null,
            Column = hasPlace ? first.Column : null,
            SourceLine = first.SourceLine is null ? null : SourceExcerpt.Window(first.SourceLine, first.Column, out _),
            Faults = [.. faults.Select(FaultDescription.Of)],
        };
    }

    /// <summary>Faults of one kind have their kind's status; several kinds together are a deployment to mend.</summary>
    private static int StatusOf(IReadOnlyList<DeployFault> faults)
    {
        int status = StatusOf(faults[0].Code);
        return faults.All(fault => StatusOf(fault.Code) == status) ? status : StatusCodes.Status422UnprocessableEntity;
    }

    private static int StatusOf(string code) => code switch
    {
        DeployFaultCodes.NoSuchFunction or DeployFaultCodes.NoSuchVersion => StatusCodes.Status404NotFound,
        DeployFaultCodes.RouteTaken or DeployFaultCodes.ChangedMeanwhile or DeployFaultCodes.TrafficSplit => StatusCodes.Status409Conflict,
        DeployFaultCodes.StoreUnavailable or DeployFaultCodes.CheckFailed => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
