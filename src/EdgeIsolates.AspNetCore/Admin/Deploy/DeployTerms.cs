namespace EdgeIsolates.AspNetCore;

/// <summary>What a deploy says beside its code, in JSON: all of its body's, or the <c>metadata</c> part of a form. What it leaves out keeps its default.</summary>
internal abstract class DeployTerms
{
    public string[]? Routes { get; set; }

    public DeployConfig? Config { get; set; }

    public Dictionary<string, string?>? Secrets { get; set; }

    public int? TrafficPercent { get; set; }

    public string? Message { get; set; }

    public string? By { get; set; }

    /// <summary>What JSON allows and a deploy does not, as one sentence.</summary>
    public virtual string? FindFault() =>
        Routes?.Contains(null) == true ? "A route in routes is null."
        : Config?.EnvVars?.ContainsValue(null!) == true ? "A variable in config.envVars is null."
        : Config?.Queues?.Consumers?.Contains(null) == true ? "A consumer in config.queues.consumers is null."
        : Config?.Regions?.Contains(null) == true ? "A region in config.regions is null."
        : Config?.CompatibilityFlags?.Contains(null) == true ? "A flag in config.compatibilityFlags is null."
        : Config?.FindCronFault();

    public FunctionDeployment ToDeployment(string name, string by, IReadOnlyList<EdgeModule> modules)
    {
        FunctionDeployment silent = new() { Name = name, Modules = modules };
        return silent with
        {
            Routes = Routes ?? silent.Routes,
            Config = Config?.ToConfig() ?? silent.Config,
            Secrets = Secrets?.ToDictionary(secret => secret.Key, secret => secret.Value ?? "") ?? silent.Secrets,
            TrafficPercent = TrafficPercent ?? silent.TrafficPercent,
            Message = Message ?? silent.Message,
            DeployedBy = by,
        };
    }
}
