namespace EdgeIsolates.AspNetCore;

/// <summary>A function as the admin API shows it: its state, and its newest live version. Values of environment variables stay in: they may be secrets.</summary>
internal sealed record FunctionDescription(
    string Name,
    FunctionStatus Status,
    string? Version,
    IReadOnlyList<TrafficDescription> Traffic,
    IReadOnlyList<string> Routes,
    FunctionConfigDescription? Config,
    IReadOnlyList<ModuleSummary> Modules,
    IReadOnlyList<string> Secrets,
    long Revision,
    DateTimeOffset UpdatedAt,
    string UpdatedBy)
{
    public static FunctionDescription Of(FunctionRecord function)
    {
        FunctionVersion? newest = function.Traffic is [.., { Version: { } version }] ? version : null;
        return new(
            function.Name,
            function.Status,
            newest?.Version,
            [.. function.Traffic.Select(TrafficDescription.Of)],
            [.. function.Traffic.SelectMany(share => share.Version.Routes).Distinct(StringComparer.Ordinal)],
            newest is null ? null : FunctionConfigDescription.Of(newest.Config),
            newest?.Modules ?? [],
            newest?.SecretNames ?? [],
            function.Revision,
            function.UpdatedAt,
            function.UpdatedBy);
    }
}
