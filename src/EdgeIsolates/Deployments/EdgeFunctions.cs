using EdgeIsolates.Hosting;
using EdgeIsolates.Isolates;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Deployments;

// The functions of this process, in memory.
//
// A deploy is checked first, in two steps that both run so that all faults are told at once: the rules (name, modules, routes, configuration), and the code
// itself in a scratch isolate. Then it takes its number and swaps the table under a gate; whoever looks up a function sees the old table or the
// new one, never something between. The replaced version's isolates finish what they have and go.
//
// Numbers are never used twice for a name, not even after the function was removed: a version stays the name of one content.
internal sealed class EdgeFunctions(CodeCheck code, DeploymentRules rules, IsolatePool pool, ILogger<EdgeFunctions> logger) : IEdgeFunctions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _lastNumbers = [];
    private volatile FunctionTable _table = FunctionTable.Empty;

    /// <summary>The table now.</summary>
    public FunctionTable Table => _table;

    public async ValueTask<DeployResult> DeployAsync(FunctionDeployment deployment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        List<DeployFault> faults = [.. DeploymentRules.OfName(deployment.Name)];
        List<DeployFault> moduleFaults = [.. DeploymentRules.OfModules(deployment.Modules)];
        List<DeployFault> configFaults = [.. rules.OfConfig(deployment.Config)];
        faults.AddRange(moduleFaults);
        faults.AddRange(DeploymentRules.OfRoutes(deployment.Routes));
        faults.AddRange(_table.Conflicts(deployment.Name, deployment.Routes));
        faults.AddRange(configFaults);

        EdgeFunction candidate = Draft(deployment, configFaults.Count == 0);
        if (moduleFaults.Count == 0)
        {
            (candidate, DeployFault? fault) = await code.RunAsync(candidate, cancellationToken);
            if (fault is not null)
            {
                faults.Add(fault);
            }
        }

        return faults.Count > 0 ? DeployResult.Refused(faults) : Activate(candidate);
    }

    public ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        EdgeFunction? removed;
        lock (_gate)
        {
            removed = _table.Find(name);
            if (removed is not null)
            {
                _table = _table.Without(name);
            }
        }

        if (removed is not null)
        {
            pool.Retire(removed);
            logger.FunctionRemoved(name);
        }

        return new ValueTask<bool>(removed is not null);
    }

    public EdgeFunction? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _table.Find(name);
    }

    public IReadOnlyList<EdgeFunction> List() => _table.All;

    /// <summary>What the code check runs. Faulty configuration is told by its own faults; the code is then checked under the default one.</summary>
    private static EdgeFunction Draft(FunctionDeployment deployment, bool isConfigSound) => new()
    {
        Name = deployment.Name,
        Version = "draft",
        Modules = [.. deployment.Modules],
        Routes = [.. deployment.Routes],
        Config = isConfigSound ? deployment.Config : FunctionConfig.Default,
    };

    private DeployResult Activate(EdgeFunction candidate)
    {
        EdgeFunction function;
        EdgeFunction? replaced;
        lock (_gate)
        {
            // Another deploy may have taken a route since the rules were checked.
            DeployFault[] conflicts = [.. _table.Conflicts(candidate.Name, candidate.Routes)];
            if (conflicts.Length > 0)
            {
                return DeployResult.Refused(conflicts);
            }

            int number = _lastNumbers[candidate.Name] = _lastNumbers.GetValueOrDefault(candidate.Name) + 1;
            function = candidate with { Version = FunctionVersion.Of(number, candidate.Modules) };
            replaced = _table.Find(function.Name);
            _table = _table.With(function);
        }

        if (replaced is not null)
        {
            pool.Retire(replaced);
        }

        logger.FunctionDeployed(function.Name, function.Version);
        return DeployResult.Deployed(function);
    }
}
