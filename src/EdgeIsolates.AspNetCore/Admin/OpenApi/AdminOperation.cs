using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What an endpoint does, takes and answers: what the OpenAPI document says of it.</summary>
/// <param name="Id">A name for programs, such as <c>deployFunction</c>.</param>
/// <param name="Summary">One sentence.</param>
internal sealed record AdminOperation(string Id, string Summary)
{
    /// <summary>What can go wrong with a change to a function.</summary>
    public static readonly IReadOnlyList<int> ProblemsOfChanges =
    [
        StatusCodes.Status400BadRequest,
        StatusCodes.Status404NotFound,
        StatusCodes.Status409Conflict,
        StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status422UnprocessableEntity,
        StatusCodes.Status503ServiceUnavailable,
    ];

    public IReadOnlyList<AdminParameter> Query { get; init; } = [];

    /// <summary>The forms that the request's body may have; empty when it has none.</summary>
    public IReadOnlyList<AdminContent> Request { get; init; } = [];

    /// <summary>Whether a request without a body does as well.</summary>
    public bool IsRequestOptional { get; init; }

    public required AdminAnswer Answer { get; init; }

    /// <summary>The statuses of its problems, beside 403, which all have.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];
}
