using System.Text.Json;

namespace EdgeIsolates.AspNetCore;

/// <summary>The <c>config</c> of a deploy's JSON body. What it leaves out keeps its default.</summary>
internal sealed class DeployConfig
{
    public int? MemoryLimitMb { get; set; }

    public int? TimeoutMs { get; set; }

    public int? CpuMs { get; set; }

    public bool? AllowEval { get; set; }

    public Dictionary<string, string>? EnvVars { get; set; }

    public Dictionary<string, JsonElement>? Bindings { get; set; }

    public DeployQueues? Queues { get; set; }

    public JsonElement[]? Crons { get; set; }

    public DurableObjectMigration?[]? Migrations { get; set; }

    public int? MinWarm { get; set; }

    public int? MaxIsolates { get; set; }

    public int? MaxConcurrentRequests { get; set; }

    public string[]? Regions { get; set; }

    public string[]? CompatibilityFlags { get; set; }

    /// <summary>What is wrong with the first schedule that cannot be read.</summary>
    public string? FindCronFault()
    {
        try
        {
            foreach (JsonElement cron in Crons ?? [])
            {
                _ = CronTrigger.Of(cron);
            }

            return null;
        }
        catch (JsonException exception)
        {
            return $"config.crons: {exception.Message}";
        }
    }

    public FunctionConfig ToConfig()
    {
        FunctionConfig silent = FunctionConfig.Default;
        return silent with
        {
            MemoryLimitMb = MemoryLimitMb ?? silent.MemoryLimitMb,
            TimeoutMs = TimeoutMs ?? silent.TimeoutMs,
            CpuMs = CpuMs ?? silent.CpuMs,
            AllowEval = AllowEval ?? silent.AllowEval,
            EnvVars = EnvVars ?? silent.EnvVars,
            Bindings = Bindings?.ToDictionary(static binding => binding.Key, static binding => FunctionBinding.Of(binding.Value), StringComparer.Ordinal) ?? silent.Bindings,
            Queues = Queues?.ToQueues() ?? silent.Queues,
            Crons = Crons is null ? silent.Crons : [.. Crons.Select(CronTrigger.Of)],
            Migrations = Migrations is null ? silent.Migrations : [.. Migrations.OfType<DurableObjectMigration>()],
            MinWarm = MinWarm ?? silent.MinWarm,
            MaxIsolates = MaxIsolates ?? silent.MaxIsolates,
            MaxConcurrentRequests = MaxConcurrentRequests ?? silent.MaxConcurrentRequests,
            Regions = Regions ?? silent.Regions,
            CompatibilityFlags = CompatibilityFlags ?? silent.CompatibilityFlags,
        };
    }
}
