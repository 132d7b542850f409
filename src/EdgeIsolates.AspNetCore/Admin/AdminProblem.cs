using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>An admin request that was refused: RFC 9457 problem details. A refused deploy or change has all its faults, and the place of the first at top level.</summary>
internal sealed record AdminProblem
{
    public required string Title { get; init; }

    public required int Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Module { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Line { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Column { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SourceLine { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FaultDescription>? Faults { get; init; }

    public static AdminProblem BadRequest(string title, string? detail = null) =>
        new() { Title = title, Status = StatusCodes.Status400BadRequest, Detail = detail is null ? null : PlainText.Of(detail) };
}
