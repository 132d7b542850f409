using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Says why a deploy was refused: every fault, and the first one with its line of source and a caret for people.</summary>
internal static class DeployProblem
{
    public static AdminProblem Of(IReadOnlyList<DeployFault> faults)
    {
        DeployFault first = faults[0];
        bool hasPlace = first.Line > 0;
        return new AdminProblem
        {
            Title = faults.Count == 1 ? "The function was not deployed." : $"The function was not deployed: {faults.Count} faults.",
            Status = StatusCodes.Status422UnprocessableEntity,
            Detail = SourceExcerpt.Of(first.Message, first.Module, first.Line, first.Column, first.SourceLine),
            Module = first.Module is null ? null : PlainText.Of(first.Module),
            Line = hasPlace ? first.Line : null,
            Column = hasPlace ? first.Column : null,
            SourceLine = first.SourceLine is null ? null : SourceExcerpt.Window(first.SourceLine, first.Column, out _),
            Faults = [.. faults.Select(FaultDescription.Of)],
        };
    }
}
