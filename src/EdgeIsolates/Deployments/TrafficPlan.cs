namespace EdgeIsolates.Deployments;

/// <summary>What changes make of a function's record.</summary>
internal static class TrafficPlan
{
    private const int All = 100;

    /// <summary>The first version of a function is on the way.</summary>
    public static ChangeResult Announced(FunctionRecord record) =>
        ChangeResult.Changed(record.Status == FunctionStatus.Removed ? record with { Status = FunctionStatus.Deploying, Traffic = [] } : record);

    /// <summary>
    /// A new version gets its share. A function that was switched off stays so. When a later version was deployed meanwhile, the later one stays: as if this one had been deployed, and replaced, before.
    /// </summary>
    public static ChangeResult Deployed(FunctionRecord record, FunctionVersion version, int percent)
    {
        if (record.LastNumber > version.Number)
        {
            return record.Traffic.Any(share => share.Version.Number < version.Number) || record.Traffic.Count == 0
                ? ChangeResult.Refused(
                    DeployFaultCodes.ChangedMeanwhile,
                    $"While version {version.Number} of {record.Name} was on its way, version {record.LastNumber} was deployed and the requests were given out anew: deploy again.")
                : ChangeResult.Changed(record);
        }

        return ChangeResult.Changed(record with
        {
            Status = record.Status == FunctionStatus.Disabled ? FunctionStatus.Disabled : FunctionStatus.Active,
            Traffic = Shares(record, version, percent),
            LastNumber = version.Number,
        });
    }

    /// <summary>A version that is kept gets a share, beside the one that has most of the requests now.</summary>
    public static FunctionRecord Split(FunctionRecord record, FunctionVersion version, int percent) =>
        record with { Traffic = Shares(record, version, percent) };

    public static FunctionRecord Removed(FunctionRecord record) => record with { Status = FunctionStatus.Removed, Traffic = [] };

    private static TrafficShare[] Shares(FunctionRecord record, FunctionVersion version, int percent)
    {
        FunctionVersion? other = record.Traffic.Where(share => share.Version.Number != version.Number).MaxBy(share => share.Percent)?.Version;
        if (other is null || percent == All)
        {
            return [new TrafficShare(version, All)];
        }

        if (percent == 0)
        {
            return [new TrafficShare(other, All)];
        }

        TrafficShare[] shares = [new(other, All - percent), new(version, percent)];
        Array.Sort(shares, static (left, right) => left.Version.Number.CompareTo(right.Version.Number));
        return shares;
    }
}
