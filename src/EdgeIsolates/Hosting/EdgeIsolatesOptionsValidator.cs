using Microsoft.Extensions.Options;

namespace EdgeIsolates.Hosting;

/// <summary>Checks the host's options at start and tells all faults together.</summary>
internal sealed class EdgeIsolatesOptionsValidator : IValidateOptions<EdgeIsolatesOptions>
{
    public ValidateOptionsResult Validate(string? name, EdgeIsolatesOptions options)
    {
        List<string> faults = [];
        Check(options.Region is not null, "Region is null; leave it empty when there is none.");
        Check(options.KeptVersions >= 1, $"KeptVersions is {options.KeptVersions}; the least is 1.");
        Check(options.MaxModuleBytes >= 1, $"MaxModuleBytes is {options.MaxModuleBytes}; the least is 1.");
        Check(options.CodeCacheBytes >= 0, $"CodeCacheBytes is {options.CodeCacheBytes}; the least is 0.");
        Check(options.StorePollInterval > TimeSpan.Zero, $"StorePollInterval is {options.StorePollInterval}; it must be more than zero.");
        Check(options.QuarantineAfterLosses >= 1, $"QuarantineAfterLosses is {options.QuarantineAfterLosses}; the least is 1.");
        Check(options.QuarantineWindow > TimeSpan.Zero, $"QuarantineWindow is {options.QuarantineWindow}; it must be more than zero.");
        Check(options.QuarantineTime > TimeSpan.Zero, $"QuarantineTime is {options.QuarantineTime}; it must be more than zero.");
        Check(
            options.MaxQuarantineTime >= options.QuarantineTime,
            $"MaxQuarantineTime is {options.MaxQuarantineTime}, less than QuarantineTime ({options.QuarantineTime}).");
        Check(options.LostMemoryThresholdBytes >= 0, $"LostMemoryThresholdBytes is {options.LostMemoryThresholdBytes}; the least is 0.");
        Check(options.DurableObjects.IdleTimeout >= TimeSpan.FromMilliseconds(1), $"DurableObjects.IdleTimeout is {options.DurableObjects.IdleTimeout}; the least is 1 ms.");
        Check(options.DurableObjects.MaxQueuedCalls >= 1, $"DurableObjects.MaxQueuedCalls is {options.DurableObjects.MaxQueuedCalls}; the least is 1.");
        Check(options.DurableObjects.MaxObjectsPerIsolate >= 1, $"DurableObjects.MaxObjectsPerIsolate is {options.DurableObjects.MaxObjectsPerIsolate}; the least is 1.");
        faults.AddRange(options.Metrics.Validate().Select(fault => $"Metrics: {fault}"));
        Check(options.Queues.PollInterval > TimeSpan.Zero, $"Queues.PollInterval is {options.Queues.PollInterval}; it must be more than zero.");
        Check(options.Queues.LeaseMargin >= TimeSpan.FromSeconds(1), $"Queues.LeaseMargin is {options.Queues.LeaseMargin}; the least is one second.");
        faults.AddRange(options.KeyValue.Validate().Select(fault => $"KeyValue: {fault}"));
        faults.AddRange(options.Cache.Validate().Select(fault => $"Cache: {fault}"));
        faults.AddRange(options.Pool.Validate());
        if (options.Limits is null)
        {
            faults.Add("Limits is null.");
        }
        else
        {
            foreach (string fault in options.Limits.Validate())
            {
                faults.Add($"Limits: {fault}");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool isSound, string fault)
        {
            if (!isSound)
            {
                faults.Add(fault);
            }
        }
    }
}
