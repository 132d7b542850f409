namespace EdgeIsolates.Deployments;

/// <summary>Looks through the stores for what must never be there: a record that names a version that is missing or damaged, a route that answers without a claim.</summary>
internal sealed class StoreCheck(FunctionStores stores)
{
    /// <summary>Reads everything.</summary>
    /// <returns>One sentence for each fault; empty when all is well.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        await stores.InitializeAsync(cancellationToken);
        List<string> faults = [];
        Dictionary<string, string> owners = (await (await stores.RoutesAsync(cancellationToken)).ListAsync(cancellationToken)).ToDictionary(claim => claim.Pattern, claim => claim.FunctionName);
        FunctionChanges all = await stores.Functions.ReadChangesAsync(0, cancellationToken);
        foreach (FunctionRecord record in all.Records)
        {
            await CheckVersionsAsync(record, faults, cancellationToken);
            faults.AddRange(RouteClaims.RoutesOf(record)
                .Where(route => owners.GetValueOrDefault(route) != record.Name)
                .Select(route => $"{record.Name} answers {route} without a claim to it."));
        }

        return faults;
    }

    private async Task CheckVersionsAsync(FunctionRecord record, List<string> faults, CancellationToken cancellationToken)
    {
        int percent = record.Traffic.Sum(share => share.Percent);
        if (record.Status is FunctionStatus.Active or FunctionStatus.Disabled && percent != 100)
        {
            faults.Add($"The shares of {record} sum to {percent} percent.");
        }

        IReadOnlyList<FunctionVersion> kept = await stores.Functions.ListVersionsAsync(record.Name, cancellationToken);
        foreach (TrafficShare share in record.Traffic.Where(share => kept.All(version => version.Number != share.Version.Number)))
        {
            faults.Add($"{share.Version} gets requests, but is not stored.");
        }

        foreach (FunctionVersion version in kept)
        {
            ReadOnlyMemory<byte>? package = await stores.Functions.ReadPackageAsync(version.FunctionName, version.Number, cancellationToken);
            if (package is not { } bytes || !FunctionPackage.TryRead(bytes, version.PackageHash, out _))
            {
                faults.Add($"The code of {version} is missing or damaged.");
            }
        }
    }
}
