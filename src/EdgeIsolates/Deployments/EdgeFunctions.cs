using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Deployments;

/// <summary>The door to functions: deploys go to the deployer, all else is an edit of the record. Stores that cannot be reached become faults here.</summary>
internal sealed class EdgeFunctions(
    FunctionStores stores,
    FunctionCatalog catalog,
    FunctionDeployer deployer,
    RecordEditor records,
    RouteClaims claims,
    StoreCheck check,
    ILogger<EdgeFunctions> logger) : IEdgeFunctions
{
    public ValueTask<DeployResult> DeployAsync(FunctionDeployment deployment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return GuardAsync(() => deployer.DeployAsync(deployment, cancellationToken), cancellationToken);
    }

    public ValueTask<DeployResult> RedeployAsync(string name, Func<FunctionDeployment, FunctionDeployment> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(change);
        return GuardAsync(() => deployer.RedeployAsync(name, change, cancellationToken), cancellationToken);
    }

    public ValueTask<DeployResult> SetSecretsAsync(
        string name,
        IReadOnlyDictionary<string, string> secrets,
        string by = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(secrets);
        return GuardAsync(() => deployer.SetSecretsAsync(name, secrets, by, cancellationToken), cancellationToken);
    }

    public ValueTask<ChangeResult> RollBackAsync(string name, int? number = null, string by = "", CancellationToken cancellationToken = default) =>
        GuardAsync(name, async () =>
        {
            IReadOnlyList<FunctionVersion> kept = await stores.Functions.ListVersionsAsync(name, cancellationToken);
            FunctionRecord? record = await stores.Functions.FindAsync(name, cancellationToken);
            int lowest = record?.Traffic.Min(share => (int?)share.Version.Number) ?? int.MaxValue;
            FunctionVersion? target = kept.FirstOrDefault(version => number is null ? version.Number < lowest : version.Number == number);
            return target is null ? NoSuchVersion(name, number) : await ShareAsync(target, 100, by, cancellationToken);
        });

    public ValueTask<ChangeResult> SplitTrafficAsync(string name, int number, int percent, string by = "", CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return GuardAsync(name, async () =>
        {
            IReadOnlyList<FunctionVersion> kept = await stores.Functions.ListVersionsAsync(name, cancellationToken);
            FunctionVersion? target = kept.FirstOrDefault(version => version.Number == number);
            return target is null ? NoSuchVersion(name, number) : await ShareAsync(target, percent, by, cancellationToken);
        });
    }

    public ValueTask<ChangeResult> DisableAsync(string name, string by = "", CancellationToken cancellationToken = default) =>
        GuardAsync(name, () => EditAsync(name, by, static record => record with { Status = FunctionStatus.Disabled }, cancellationToken));

    public ValueTask<ChangeResult> EnableAsync(string name, string by = "", CancellationToken cancellationToken = default) =>
        GuardAsync(name, () => EditAsync(name, by, static record => record with { Status = FunctionStatus.Active }, cancellationToken));

    public ValueTask<ChangeResult> RemoveAsync(string name, string by = "", CancellationToken cancellationToken = default) =>
        GuardAsync(name, async () =>
        {
            // Versions are deleted after the record: a host that dies in between leaves history that no record names.
            IReadOnlyList<FunctionVersion> kept = await stores.Functions.ListVersionsAsync(name, cancellationToken);
            ChangeResult change = await EditAsync(name, by, TrafficPlan.Removed, cancellationToken, mayBeDeploying: true);
            if (change.Succeeded)
            {
                await stores.ForgetVersionsAsync(name, [.. kept.Select(version => version.Number)]);
                logger.FunctionRemoved(name);
            }

            return change;
        });

    public FunctionRecord? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return catalog.Find(name)?.Record;
    }

    public IReadOnlyList<FunctionRecord> List() => catalog.List();

    public async ValueTask<IReadOnlyList<FunctionVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        await stores.InitializeAsync(cancellationToken);
        return await stores.Functions.ListVersionsAsync(name, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<string>> CheckStoresAsync(CancellationToken cancellationToken = default) => await check.RunAsync(cancellationToken);

    private static ChangeResult NoSuchFunction(string name) =>
        ChangeResult.Refused(DeployFaultCodes.NoSuchFunction, $"There is no function named {name}.");

    private static ChangeResult NoSuchVersion(string name, int? number) => ChangeResult.Refused(
        DeployFaultCodes.NoSuchVersion,
        number is null ? $"No earlier version of {name} is kept." : $"The function {name} has no version {number}, or it is not kept any more.");

    /// <summary>Gives a version a share of the requests; its routes are claimed first, because they may have gone to another function meanwhile.</summary>
    private async ValueTask<ChangeResult> ShareAsync(FunctionVersion version, int percent, string by, CancellationToken cancellationToken)
    {
        IReadOnlyList<DeployFault> faults = await claims.ClaimAsync(version.FunctionName, version.Routes, cancellationToken);
        return faults.Count > 0
            ? ChangeResult.Refused(faults[0].Code, faults[0].Message)
            : await EditAsync(version.FunctionName, by, record => TrafficPlan.Split(record, version, percent), cancellationToken);
    }

    private ValueTask<ChangeResult> EditAsync(
        string name,
        string by,
        Func<FunctionRecord, FunctionRecord> edit,
        CancellationToken cancellationToken,
        bool mayBeDeploying = false) => records.EditAsync(
            name,
            by,
            record => record.Status == FunctionStatus.Removed || (record.Traffic.Count == 0 && !mayBeDeploying)
                ? NoSuchFunction(name)
                : ChangeResult.Changed(edit(record)),
            loaded: null,
            cancellationToken);

    private async ValueTask<DeployResult> GuardAsync(Func<ValueTask<DeployResult>> deploy, CancellationToken cancellationToken)
    {
        try
        {
            await stores.InitializeAsync(cancellationToken);
            return await deploy();
        }
        catch (StoreUnavailableException exception)
        {
            return DeployResult.Refused([new DeployFault(DeployFaultCodes.StoreUnavailable, exception.Message)]);
        }
        catch (VersionUnavailableException exception)
        {
            return DeployResult.Refused([new DeployFault(DeployFaultCodes.NoSuchVersion, exception.Message)]);
        }
    }

    private async ValueTask<ChangeResult> GuardAsync(string name, Func<ValueTask<ChangeResult>> change)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            await stores.InitializeAsync(CancellationToken.None);
            return await change();
        }
        catch (StoreUnavailableException exception)
        {
            return ChangeResult.Refused(DeployFaultCodes.StoreUnavailable, exception.Message);
        }
    }
}
