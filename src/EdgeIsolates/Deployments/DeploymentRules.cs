using EdgeIsolates.Routing;

namespace EdgeIsolates.Deployments;

/// <summary>What can be said about a deployment without running it: name, modules, routes, configuration. Every fault is told.</summary>
internal sealed class DeploymentRules(EdgeIsolatesOptions options)
{
    private const int LongestName = 63;
    private const int LongestModuleName = 512;
    private const int MostModules = 1_000;
    private const int MostRoutes = 100;
    private const long BytesPerMegabyte = 1024 * 1024;
    private const int LeastMemoryMb = 8;
    private const int MostEnvVars = 128;
    private const int LongestEnvVar = 32 * 1024;

    public static IEnumerable<DeployFault> OfName(string name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > LongestName || !IsLowerOrDigit(name[0]) || !name.All(c => IsLowerOrDigit(c) || c is '-' or '_'))
        {
            yield return new DeployFault(
                DeployFaultCodes.InvalidName,
                $"A function's name has 1 to {LongestName} of the characters a-z, 0-9, - and _, and begins with a letter or digit.");
        }
    }

    public IEnumerable<DeployFault> OfModules(IReadOnlyList<EdgeModule> modules)
    {
        if (modules.Count is 0 or > MostModules)
        {
            yield return Module($"A function has 1 to {MostModules} modules; this one has {modules.Count}.", null);
            yield break;
        }

        if (modules[0].Kind != EdgeModuleKind.JavaScript)
        {
            yield return Module("The first module is the main one and must be JavaScript.", modules[0].Name);
        }

        long bytes = modules.Sum(module => (long)module.Content.Length);
        if (bytes > options.MaxModuleBytes)
        {
            yield return Module($"The modules have {bytes} bytes together; they may have {options.MaxModuleBytes}.", null);
        }

        var names = new HashSet<string>();
        foreach (EdgeModule module in modules)
        {
            if (!IsModuleName(module.Name))
            {
                yield return Module("A module's name is a relative path with forward slashes, without . or .. parts.", module.Name);
            }
            else if (!names.Add(module.Name))
            {
                yield return Module($"Two modules are named {module.Name}.", module.Name);
            }
        }
    }

    public static IEnumerable<DeployFault> OfRoutes(IReadOnlyList<string> routes)
    {
        if (routes.Count > MostRoutes)
        {
            yield return new DeployFault(DeployFaultCodes.InvalidRoute, $"A function has at most {MostRoutes} routes; this one has {routes.Count}.");
        }

        var seen = new HashSet<RoutePattern>();
        foreach (string route in routes)
        {
            if (!RoutePattern.TryParse(route, out RoutePattern? pattern, out string? fault))
            {
                yield return new DeployFault(DeployFaultCodes.InvalidRoute, fault);
            }
            else if (!seen.Add(pattern))
            {
                yield return new DeployFault(DeployFaultCodes.InvalidRoute, $"The route {pattern} is named twice.");
            }
        }
    }

    public static IEnumerable<DeployFault> OfSecrets(IReadOnlyDictionary<string, string> secrets)
    {
        if (secrets.Count > MostEnvVars)
        {
            yield return Config($"There are {secrets.Count} secrets; there may be {MostEnvVars}.");
        }

        foreach ((string name, string value) in secrets)
        {
            if (name.Length == 0 || name.Length + value.Length > LongestEnvVar)
            {
                yield return Config($"The secret \"{name}\" has no name or is longer than {LongestEnvVar} characters.");
            }
        }
    }

    /// <summary>Variables, secrets and bindings share one <c>env</c>.</summary>
    /// <param name="config">Names variables and bindings.</param>
    /// <param name="secrets">The names of all secrets that the version will have, those kept from before included.</param>
    public static IEnumerable<DeployFault> OfEnvironment(FunctionConfig config, IEnumerable<string> secrets)
    {
        foreach (string name in secrets)
        {
            if (config.EnvVars.ContainsKey(name) || config.Bindings.ContainsKey(name))
            {
                string other = config.Bindings.ContainsKey(name) ? "bindings" : "envVars";
                yield return Config($"{name} is a secret and stands in {other} too; env has one {name}. A secret goes when it is deployed as \"\".");
            }
        }
    }

    public static IEnumerable<DeployFault> OfTraffic(FunctionDeployment deployment)
    {
        if (deployment.TrafficPercent is < 0 or > 100)
        {
            yield return Config($"trafficPercent is {deployment.TrafficPercent}; it may be 0 to 100.");
        }
    }

    public IEnumerable<DeployFault> OfConfig(FunctionConfig config)
    {
        int mostMemory = (int)(options.Limits.MemoryBytes / BytesPerMegabyte);
        if (config.MemoryLimitMb < LeastMemoryMb || config.MemoryLimitMb > mostMemory)
        {
            yield return Config($"memoryLimitMb is {config.MemoryLimitMb}; it may be {LeastMemoryMb} to {mostMemory}.");
        }

        if (config.TimeoutMs < 1 || config.TimeoutMs > options.Limits.WallPerRequest.TotalMilliseconds)
        {
            yield return Config($"timeoutMs is {config.TimeoutMs}; it may be 1 to {options.Limits.WallPerRequest.TotalMilliseconds:0}.");
        }

        if (config.CpuMs < 1 || config.CpuMs > options.Limits.CpuPerRequest.TotalMilliseconds)
        {
            yield return Config($"cpuMs is {config.CpuMs}; it may be 1 to {options.Limits.CpuPerRequest.TotalMilliseconds:0}.");
        }

        if (config.EnvVars.Count > MostEnvVars)
        {
            yield return Config($"envVars has {config.EnvVars.Count} entries; it may have {MostEnvVars}.");
        }

        foreach (DeployFault fault in OfScaling(config).Concat(OfRegions(config.Regions)))
        {
            yield return fault;
        }

        foreach ((string name, string value) in config.EnvVars)
        {
            if (name.Length == 0 || name.Length + value.Length > LongestEnvVar)
            {
                yield return Config($"The variable \"{name}\" in envVars is empty or longer than {LongestEnvVar} characters.");
            }
        }
    }

    private static IEnumerable<DeployFault> OfScaling(FunctionConfig config)
    {
        if (config.MinWarm < 0 || config.MaxIsolates < 0 || config.MaxConcurrentRequests < 0)
        {
            yield return Config("minWarm, maxIsolates and maxConcurrentRequests are not negative.");
        }
        else if (config.MaxIsolates > 0 && config.MinWarm > config.MaxIsolates)
        {
            yield return Config($"minWarm is {config.MinWarm}, more than maxIsolates ({config.MaxIsolates}).");
        }
    }

    private static IEnumerable<DeployFault> OfRegions(IReadOnlyList<string> regions)
    {
        foreach (string region in regions)
        {
            if (region.Length is 0 or > LongestName || !region.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                yield return Config($"The region \"{region}\" has other characters than letters, digits, - and _, or is empty or too long.");
            }
        }
    }

    private static DeployFault Module(string message, string? name) => new(DeployFaultCodes.InvalidModule, message, name);

    private static DeployFault Config(string message) => new(DeployFaultCodes.InvalidConfig, message);

    private static bool IsLowerOrDigit(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);

    private static bool IsModuleName(string name) =>
        name.Length is > 0 and <= LongestModuleName
        && !name.Contains('\\')
        && !name.Any(char.IsControl)
        && name.Split('/').All(part => part is not ("" or "." or ".."));
}
