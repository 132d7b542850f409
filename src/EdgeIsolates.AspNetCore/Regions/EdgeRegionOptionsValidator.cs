using Microsoft.Extensions.Options;

namespace EdgeIsolates.AspNetCore;

/// <summary>Checks the table of regions at start and tells all faults together.</summary>
internal sealed class EdgeRegionOptionsValidator(IOptions<EdgeIsolatesOptions> edge) : IValidateOptions<EdgeRegionOptions>
{
    public ValidateOptionsResult Validate(string? name, EdgeRegionOptions options)
    {
        List<string> faults = [];
        Check(edge.Value.Region.Length > 0, "EdgeIsolatesOptions.Region is empty: a host that has peers says which region it is in.");
        foreach ((string region, Uri address) in options.Peers)
        {
            bool isBase = address is { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "" };
            Check(isBase, $"Peers[{region}] is {address}; it must be an absolute http or https address without query.");
        }

        foreach ((string region, TimeSpan latency) in options.Latencies)
        {
            Check(latency >= TimeSpan.Zero, $"Latencies[{region}] is {latency}; it must not be negative.");
        }

        Check(options.MeasureInterval >= TimeSpan.Zero, $"MeasureInterval is {options.MeasureInterval}; it must not be negative.");
        Check(options.ConnectTimeout > TimeSpan.Zero, $"ConnectTimeout is {options.ConnectTimeout}; it must be more than zero.");
        Check(options.ActivityTimeout > TimeSpan.Zero, $"ActivityTimeout is {options.ActivityTimeout}; it must be more than zero.");
        Check(options.PenaltyTime >= TimeSpan.Zero, $"PenaltyTime is {options.PenaltyTime}; it must not be negative.");
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
