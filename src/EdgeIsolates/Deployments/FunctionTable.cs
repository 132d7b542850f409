using System.Collections.Immutable;
using EdgeIsolates.Routing;

namespace EdgeIsolates.Deployments;

/// <summary>The active versions and their routes at one moment. Immutable: a deploy makes a new one, so routes and functions always fit together.</summary>
internal sealed class FunctionTable
{
    public static readonly FunctionTable Empty = new(ImmutableSortedDictionary.Create<string, EdgeFunction>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, EdgeFunction> _byName;

    private FunctionTable(ImmutableSortedDictionary<string, EdgeFunction> byName)
    {
        _byName = byName;
        Routes = new RouteTable<EdgeFunction>(byName.Values.SelectMany(PatternsOf));
        All = [.. byName.Values];
    }

    public RouteTable<EdgeFunction> Routes { get; }

    /// <summary>By name in ordinal order.</summary>
    public IReadOnlyList<EdgeFunction> All { get; }

    public EdgeFunction? Find(string name) => _byName.GetValueOrDefault(name);

    public FunctionTable With(EdgeFunction function) => new(_byName.SetItem(function.Name, function));

    public FunctionTable Without(string name) => new(_byName.Remove(name));

    /// <summary>Routes of a deployment that belong to another function already.</summary>
    public IEnumerable<DeployFault> Conflicts(string name, IReadOnlyList<string> routes)
    {
        var owners = new Dictionary<RoutePattern, string>();
        foreach (EdgeFunction function in All)
        {
            foreach ((RoutePattern pattern, _) in PatternsOf(function))
            {
                owners[pattern] = function.Name;
            }
        }

        foreach (string route in routes)
        {
            if (RoutePattern.TryParse(route, out RoutePattern? pattern, out _) && owners.TryGetValue(pattern, out string? owner) && owner != name)
            {
                yield return new DeployFault(DeployFaultCodes.RouteTaken, $"The route {pattern} belongs to the function {owner}.");
            }
        }
    }

    private static IEnumerable<KeyValuePair<RoutePattern, EdgeFunction>> PatternsOf(EdgeFunction function)
    {
        foreach (string route in function.Routes)
        {
            if (RoutePattern.TryParse(route, out RoutePattern? pattern, out _))
            {
                yield return KeyValuePair.Create(pattern, function);
            }
        }
    }
}
