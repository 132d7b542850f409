using System.Collections.ObjectModel;
using EdgeIsolates.Hosting;
using EdgeIsolates.Routing;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Deployments;

// A deploy, step by step. Whatever step the host dies in, what is stored is sound:
//
// 1. check              nothing is stored of what is faulty
// 2. claim the routes   a claim without a version gives way to whoever wants the route later
// 3. add the version    whole or absent; without a record it is only history
// 4. start an isolate of it, when it takes over from a version that has isolates
// 5. change the record  one write makes it live, here and, by the change feed, everywhere
// 6. give back routes that no live version has any more, and forget the version that is one too many
//
// The record of a new function is first written as `deploying`, so that others see the name is taken while its first version is on the way.
internal sealed class FunctionDeployer(
    DeploymentCheck check,
    FunctionStores stores,
    VersionLoader loader,
    VersionWarmer warmer,
    FunctionCatalog catalog,
    SecretBox secrets,
    RouteClaims claims,
    RecordEditor records,
    EdgeIsolatesOptions options,
    TimeProvider time,
    ILogger<FunctionDeployer> logger)
{
    public ValueTask<DeployResult> DeployAsync(FunctionDeployment deployment, CancellationToken cancellationToken) =>
        DeployAsync(deployment, basis: null, cancellationToken);

    /// <summary>Deploys the code that is live once more, with other secrets.</summary>
    public ValueTask<DeployResult> SetSecretsAsync(string name, IReadOnlyDictionary<string, string> given, string by, CancellationToken cancellationToken) => RedeployAsync(
        name,
        live => live with { Secrets = given, DeployedBy = by, Message = $"Secrets changed: {string.Join(", ", given.Keys.Order(StringComparer.Ordinal))}." },
        cancellationToken);

    /// <summary>Deploys the code that is live once more, changed in all but the code. While two versions are live it is unclear which one is meant.</summary>
    public async ValueTask<DeployResult> RedeployAsync(string name, Func<FunctionDeployment, FunctionDeployment> change, CancellationToken cancellationToken)
    {
        FunctionRecord? present = await stores.Functions.FindAsync(name, cancellationToken);
        if (present is null or { Traffic: [] })
        {
            return Refused(DeployFaultCodes.NoSuchFunction, $"There is no function named {name}.");
        }

        if (present.Traffic is not [{ Version: { } live }])
        {
            return Refused(DeployFaultCodes.TrafficSplit, $"Two versions of {name} share the requests: end the split first, or deploy this change together with code.");
        }

        FunctionDeployment deployment = new()
        {
            Name = name,
            Modules = (await loader.ReadAsync(live, cancellationToken)).Modules,
            Routes = live.Routes,
            Config = live.Config,
        };
        return await DeployAsync(change(deployment), live, cancellationToken);
    }

    private static DeployResult Refused(string code, string message) => DeployResult.Refused([new DeployFault(code, message)]);

    private async ValueTask<DeployResult> DeployAsync(FunctionDeployment deployment, FunctionVersion? basis, CancellationToken cancellationToken)
    {
        FunctionRecord? present = DeploymentRules.OfName(deployment.Name).Any() ? null : await stores.Functions.FindAsync(deployment.Name, cancellationToken);
        IReadOnlyDictionary<string, byte[]> sealedSecrets = await SealSecretsAsync(deployment, present, cancellationToken);
        (EdgeFunction code, IReadOnlyList<DeployFault> faults) =
            await check.RunAsync(deployment, secrets.Open(deployment.Name, sealedSecrets), cancellationToken);
        if (faults.Count > 0)
        {
            return DeployResult.Refused(faults);
        }

        string[] routes = [.. deployment.Routes.Select(route => RoutePattern.Parse(route).ToString())];
        faults = await claims.ClaimAsync(deployment.Name, [.. RouteClaims.ClaimsOf(routes, deployment.Config)], cancellationToken);
        if (faults.Count > 0)
        {
            return DeployResult.Refused(faults);
        }

        await AnnounceAsync(deployment, present, cancellationToken);
        byte[] package = new FunctionPackage(code.Modules, code.CodeCache, code.IsClassicScript == true, sealedSecrets).ToBytes();
        FunctionVersion version = await AddVersionAsync(NewVersion(deployment, routes, package, sealedSecrets), deployment.Modules, package, present?.LastNumber ?? 0, cancellationToken);
        EdgeFunction function = code with { Version = version.Version, DeployedAt = version.DeployedAt, Routes = version.Routes };
        await warmer.WarmAsync(function, catalog.Find(function.Name), cancellationToken);
        ChangeResult change = await ActivateAsync(deployment, basis, version, function, cancellationToken);
        if (!change.Succeeded)
        {
            return DeployResult.Refused([change.Fault]);
        }

        if (change.Function.LastNumber > version.Number)
        {
            logger.FunctionOvertaken(function.Name, function.Version, change.Function.LastNumber);
        }
        else
        {
            logger.FunctionDeployed(function.Name, function.Version);
        }

        await ForgetOldestAsync(change.Function, version.Number);
        return DeployResult.Deployed(function);
    }

    /// <summary>Makes a version live. When that fails, or a later version was faster, or nobody knows, the isolate that was started for it goes; a record that was written all the same revives it.</summary>
    private async ValueTask<ChangeResult> ActivateAsync(
        FunctionDeployment deployment,
        FunctionVersion? basis,
        FunctionVersion version,
        EdgeFunction function,
        CancellationToken cancellationToken)
    {
        bool isLive = false;
        try
        {
            ChangeResult change = await records.EditAsync(
                deployment.Name,
                deployment.DeployedBy,
                record => basis is null || record.Traffic is [{ Version.Number: int live }] && live == basis.Number
                    ? TrafficPlan.Deployed(record, version, deployment.TrafficPercent)
                    : ChangeResult.Refused(DeployFaultCodes.ChangedMeanwhile, $"Others changed the function {deployment.Name} at the same time; try again."),
                function,
                cancellationToken);
            isLive = change.Function?.Traffic.Any(share => share.Version.Number == version.Number) == true;
            return change;
        }
        finally
        {
            if (!isLive)
            {
                warmer.Forget(function);
            }
        }
    }

    private async ValueTask<IReadOnlyDictionary<string, byte[]>> SealSecretsAsync(
        FunctionDeployment deployment,
        FunctionRecord? present,
        CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, byte[]> before = ReadOnlyDictionary<string, byte[]>.Empty;
        if (present?.Traffic is [.., { Version: { SecretNames.Count: > 0 } newest }])
        {
            before = (await loader.ReadAsync(newest, cancellationToken)).Secrets;
        }

        return secrets.Seal(deployment.Name, before, deployment.Secrets);
    }

    private async ValueTask AnnounceAsync(FunctionDeployment deployment, FunctionRecord? present, CancellationToken cancellationToken)
    {
        if (present is null or { Status: FunctionStatus.Removed })
        {
            await records.EditAsync(deployment.Name, deployment.DeployedBy, TrafficPlan.Announced, loaded: null, cancellationToken);
        }
    }

    private FunctionVersion NewVersion(
        FunctionDeployment deployment,
        IReadOnlyList<string> routes,
        byte[] package,
        IReadOnlyDictionary<string, byte[]> sealedSecrets) => new()
        {
            FunctionName = deployment.Name,
            Number = 0,
            Version = "",
            Routes = routes,
            Config = deployment.Config,
            Modules = [.. deployment.Modules.Select(module => new ModuleSummary(module.Name, module.Kind, module.Content.Length))],
            SecretNames = [.. sealedSecrets.Keys],
            PackageHash = FunctionPackage.HashOf(package),
            DeployedAt = time.GetUtcNow(),
            DeployedBy = deployment.DeployedBy,
            Message = deployment.Message,
        };

    /// <summary>Adds the version under the first number that is free.</summary>
    private async ValueTask<FunctionVersion> AddVersionAsync(
        FunctionVersion draft,
        IReadOnlyList<EdgeModule> modules,
        byte[] package,
        int lastNumber,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            int number = ++lastNumber;
            FunctionVersion version = draft with { Number = number, Version = VersionName.Of(number, modules) };
            if (await stores.Functions.TryAddVersionAsync(version, package, cancellationToken))
            {
                return version;
            }
        }
    }

    private async ValueTask ForgetOldestAsync(FunctionRecord record, int newest)
    {
        int oldest = newest - options.KeptVersions;
        if (oldest > 0 && record.Traffic.All(share => share.Version.Number != oldest))
        {
            await stores.ForgetVersionsAsync(record.Name, [oldest]);
        }
    }
}
