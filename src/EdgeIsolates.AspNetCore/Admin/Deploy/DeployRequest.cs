namespace EdgeIsolates.AspNetCore;

/// <summary>The JSON body of a deploy: <c>code</c> for a function of one file, <c>modules</c> for one of many, the main one first.</summary>
internal sealed class DeployRequest : DeployTerms
{
    public string? Code { get; set; }

    public DeployModule[]? Modules { get; set; }

    public override string? FindFault() =>
        Code is not null && Modules is not null ? "A deploy has either code or modules."
        : Modules?.Contains(null) == true ? "A module in modules is null."
        : Modules?.Any(module => module is { Content: not null, Base64: not null }) == true ? "A module has either content or base64."
        : base.FindFault();

    public IReadOnlyList<EdgeModule> ToModules() =>
        Code is not null ? [EdgeModule.JavaScript(BareDeploy.MainModule, Code)]
        : Modules is not null ? [.. Modules.Select(module => module.ToModule())]
        : [];
}
