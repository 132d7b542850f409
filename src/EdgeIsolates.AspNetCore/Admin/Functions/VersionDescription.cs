namespace EdgeIsolates.AspNetCore;

/// <summary>A version that is kept. <c>Percent</c> is its share of the requests now; 0 for one that gets none.</summary>
internal sealed record VersionDescription(
    int Number,
    string Version,
    int Percent,
    IReadOnlyList<string> Routes,
    FunctionConfigDescription Config,
    IReadOnlyList<ModuleSummary> Modules,
    IReadOnlyList<string> Secrets,
    DateTimeOffset DeployedAt,
    string DeployedBy,
    string Message)
{
    public static VersionDescription Of(FunctionVersion version, FunctionRecord? function) => new(
        version.Number,
        version.Version,
        function?.Traffic.FirstOrDefault(share => share.Version.Number == version.Number)?.Percent ?? 0,
        version.Routes,
        FunctionConfigDescription.Of(version.Config),
        version.Modules,
        version.SecretNames,
        version.DeployedAt,
        version.DeployedBy,
        version.Message);
}
