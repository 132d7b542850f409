using System.Text.Json.Serialization;

namespace EdgeIsolates.AspNetCore;

/// <summary>The body of an answer to a failed request: RFC 9457 problem details.</summary>
internal sealed record FunctionProblem
{
    public required string Title { get; init; }

    public required int Status { get; init; }

    public required InvocationOutcome Outcome { get; init; }

    public required string RequestId { get; init; }

    /// <summary>Only with <see cref="EdgeIsolatesHttpOptions.ShowErrorDetails"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Only with <see cref="EdgeIsolatesHttpOptions.ShowErrorDetails"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FunctionProblemError? Error { get; init; }
}
