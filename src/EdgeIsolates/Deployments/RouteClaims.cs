namespace EdgeIsolates.Deployments;

// Who owns a route, or consumes a queue: that is a claim like any other. Nodes route by functions' records alone; the claims in the route store keep two functions from getting the same route when they are deployed on two
// nodes at the same moment.
//
// A claim comes before the record that needs it and goes after the last record that did. A host that dies in between leaves a claim that nobody uses: it gives way to the
// next function that wants the route, once it is old enough not to belong to a deploy that is still under way. Claims that a store has lost are made again at start.
internal sealed class RouteClaims(FunctionStores stores, TimeProvider time)
{
    private static readonly TimeSpan LongestDeploy = TimeSpan.FromMinutes(2);

    // No route begins like this: its host would end with a colon.
    private const string Queue = "queue:";

    public static DeployFault Taken(string pattern, string owner) => pattern.StartsWith(Queue, StringComparison.Ordinal)
        ? new(DeployFaultCodes.InvalidConfig, $"The queue {pattern[Queue.Length..]} is consumed by the function {owner}; a queue has one consumer.")
        : new(DeployFaultCodes.RouteTaken, $"The route {pattern} belongs to the function {owner}.");

    /// <summary>What a version claims: its routes, and the queues that it consumes.</summary>
    public static IEnumerable<string> ClaimsOf(IEnumerable<string> routes, FunctionConfig config) =>
        routes.Concat(config.Queues.Consumers.Select(static consumer => Queue + consumer.Queue));

    /// <summary>What a function in this state claims.</summary>
    public static IReadOnlyCollection<string> RoutesOf(FunctionRecord? record) =>
        record is null ? [] : [.. record.Traffic.SelectMany(static share => ClaimsOf(share.Version.Routes, share.Version.Config)).Distinct(StringComparer.Ordinal)];

    /// <summary>Claims routes; what stands in the way comes back as faults, and then nothing was claimed.</summary>
    public async ValueTask<IReadOnlyList<DeployFault>> ClaimAsync(string functionName, IReadOnlyList<string> patterns, CancellationToken cancellationToken)
    {
        if (patterns.Count == 0)
        {
            return [];
        }

        IRouteStore routes = await stores.RoutesAsync(cancellationToken);
        IReadOnlyList<RouteClaim> others = await routes.TryClaimAsync(functionName, patterns, time.GetUtcNow(), cancellationToken);
        if (others.Count > 0 && await DropAbandonedAsync(others, cancellationToken))
        {
            others = await routes.TryClaimAsync(functionName, patterns, time.GetUtcNow(), cancellationToken);
        }

        return [.. others.Select(claim => Taken(claim.Pattern, claim.FunctionName))];
    }

    /// <summary>Gives back what a function no longer needs after a change.</summary>
    public async ValueTask ReleaseAsync(FunctionRecord? before, FunctionRecord after, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> kept = RoutesOf(after);
        if (RoutesOf(before).Except(kept, StringComparer.Ordinal).Any())
        {
            await (await stores.RoutesAsync(cancellationToken)).ReleaseAsync(after.Name, kept, cancellationToken);
        }
    }

    /// <summary>Makes the claims again that functions need and the store does not have.</summary>
    public async Task RestoreAsync(IEnumerable<FunctionRecord> records, CancellationToken cancellationToken)
    {
        IRouteStore routes = await stores.RoutesAsync(cancellationToken);
        HashSet<(string Pattern, string Function)> claimed = [.. (await routes.ListAsync(cancellationToken)).Select(claim => (claim.Pattern, claim.FunctionName))];
        foreach (FunctionRecord record in records)
        {
            string[] missing = [.. RoutesOf(record).Where(pattern => !claimed.Contains((pattern, record.Name)))];
            if (missing.Length > 0)
            {
                await routes.TryClaimAsync(record.Name, missing, time.GetUtcNow(), cancellationToken);
            }
        }
    }

    private async ValueTask<bool> DropAbandonedAsync(IReadOnlyList<RouteClaim> claims, CancellationToken cancellationToken)
    {
        bool dropped = false;
        foreach (IGrouping<string, RouteClaim> owned in claims.GroupBy(claim => claim.FunctionName, StringComparer.Ordinal))
        {
            IReadOnlyCollection<string> needed = RoutesOf(await stores.Functions.FindAsync(owned.Key, cancellationToken));
            if (owned.Any(claim => !needed.Contains(claim.Pattern) && time.GetUtcNow() - claim.ClaimedAt > LongestDeploy))
            {
                await (await stores.RoutesAsync(cancellationToken)).ReleaseAsync(owned.Key, needed, cancellationToken);
                dropped = true;
            }
        }

        return dropped;
    }
}
