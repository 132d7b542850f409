namespace EdgeIsolates.AspNetCore;

/// <summary>What an endpoint does, takes and answers: what the OpenAPI document says of it.</summary>
/// <param name="Id">A name for programs, such as <c>deployFunction</c>.</param>
/// <param name="Summary">One sentence.</param>
internal sealed record AdminOperation(string Id, string Summary)
{
    public IReadOnlyList<AdminParameter> Query { get; init; } = [];

    /// <summary>The forms that the request's body may have; empty when it has none.</summary>
    public IReadOnlyList<AdminContent> Request { get; init; } = [];

    /// <summary>Whether a request without a body does as well.</summary>
    public bool IsRequestOptional { get; init; }

    public required AdminAnswer Answer { get; init; }

    /// <summary>The statuses of its problems, beside 403, which all have.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];
}
