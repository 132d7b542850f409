using EdgeIsolates.Bindings;
using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.Routing;

namespace EdgeIsolates.Deployments;

/// <summary>Checks a deployment: the rules first, then the host's policies, then the code in a scratch isolate. All run whatever the other finds, so that all faults are told at once.</summary>
internal sealed class DeploymentCheck(DeploymentRules rules, CodeCheck code, BindingProviders bindings, FunctionCatalog catalog, IEnumerable<IDeploymentPolicy> policies)
{
    /// <summary>The checked code with V8's code cache, or every fault.</summary>
    /// <param name="deployment">What to check.</param>
    /// <param name="secrets">The secrets the function will have, in the clear.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<(EdgeFunction Function, IReadOnlyList<DeployFault> Faults)> RunAsync(
        FunctionDeployment deployment,
        IReadOnlyDictionary<string, string> secrets,
        CancellationToken cancellationToken)
    {
        DeployFault[] nameFaults = [.. DeploymentRules.OfName(deployment.Name)];
        DeployFault[] moduleFaults = [.. rules.OfModules(deployment.Modules)];
        DeployFault[] configFaults =
        [
            .. rules.OfConfig(deployment.Config),
            .. OfBindings(deployment),
            .. DeploymentRules.OfSecrets(deployment.Secrets),
            .. DeploymentRules.OfEnvironment(deployment.Config, secrets.Keys),
            .. DeploymentRules.OfTraffic(deployment),
        ];
        List<DeployFault> faults = [.. nameFaults, .. moduleFaults, .. DeploymentRules.OfRoutes(deployment.Routes), .. Conflicts(deployment), .. configFaults];
        foreach (IDeploymentPolicy policy in policies)
        {
            faults.AddRange((await policy.CheckAsync(deployment, cancellationToken)).Select(static fault => new DeployFault(DeployFaultCodes.Forbidden, fault)));
        }

        EdgeFunction candidate = Draft(deployment, secrets, configFaults.Length == 0);
        if (moduleFaults.Length == 0)
        {
            (candidate, IReadOnlyList<DeployFault> codeFaults) = await code.RunAsync(candidate, cancellationToken);
            faults.AddRange(codeFaults);
        }

        return (candidate, faults);
    }

    private IEnumerable<DeployFault> OfBindings(FunctionDeployment deployment) =>
        bindings.Check(deployment.Config).Concat(QueueRules.Check(deployment.Config.Queues)).Concat(CronRules.Check(deployment.Config.Crons))
            .Concat(ObjectNamespaceProvider.CheckClasses(deployment.Name, deployment.Config))
            .Select(static fault => new DeployFault(DeployFaultCodes.InvalidConfig, fault));

    /// <summary>Routes that belong to another function, as far as this node knows; the claim in the store has the last word.</summary>
    private IEnumerable<DeployFault> Conflicts(FunctionDeployment deployment)
    {
        foreach (string route in deployment.Routes)
        {
            if (RoutePattern.TryParse(route, out RoutePattern? pattern, out _) && catalog.OwnerOf(pattern) is { } owner && owner != deployment.Name)
            {
                yield return RouteClaims.Taken(pattern.ToString(), owner);
            }
        }
    }

    /// <summary>What the code check runs. Faulty configuration is told by its own faults; the code is then checked under the default one.</summary>
    private static EdgeFunction Draft(FunctionDeployment deployment, IReadOnlyDictionary<string, string> secrets, bool isConfigSound) => new()
    {
        Name = deployment.Name,
        Version = "draft",
        Modules = [.. deployment.Modules],
        Routes = [.. deployment.Routes],
        Config = isConfigSound ? deployment.Config : FunctionConfig.Default,
        Secrets = secrets,
    };
}
