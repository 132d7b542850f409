namespace EdgeIsolates.AspNetCore;

/// <summary>The JSON body of a deploy. What it leaves out keeps its default.</summary>
internal sealed class DeployRequest
{
    public string? Code { get; set; }

    public string[]? Routes { get; set; }

    public DeployConfig? Config { get; set; }

    public FunctionDeployment ToDeployment(string name) => new()
    {
        Name = name,
        Modules = Code is null ? [] : [EdgeModule.JavaScript(BareDeploy.MainModule, Code)],
        Routes = Routes ?? [],
        Config = Config?.ToConfig() ?? FunctionConfig.Default,
    };
}
