using System.Globalization;
using BenchmarkDotNet.Attributes;
using EdgeIsolates.Routing;

namespace EdgeIsolates.Benchmarks;

/// <summary>Finding the function of a request among 10,000 functions with three routes each: by path on any host, by host, by subdomain.</summary>
[MemoryDiagnoser]
public class RouteMatchBenchmark
{
    private const int Functions = 10_000;
    private const int Each = 1_000;

    private readonly string[] _hosts = new string[Each];
    private readonly string[] _paths = new string[Each];
    private RouteTable<string> _table = RouteTable<string>.Empty;

    /// <summary>What the requests ask for.</summary>
    [Params("path", "host", "subdomain", "nothing")]
    public string Kind { get; set; } = "";

    /// <summary>Makes the table and the requests.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _table = new RouteTable<string>(Enumerable.Range(0, Functions).SelectMany(RoutesOf));
        var random = new Random(1);
        for (int i = 0; i < Each; i++)
        {
            string function = random.Next(Functions).ToString(CultureInfo.InvariantCulture);
            _hosts[i] = Kind switch
            {
                "host" => $"shop{function}.example.com",
                "subdomain" => $"a.b.tenant{function}.example.org",
                _ => "edge.example.net",
            };
            _paths[i] = Kind switch
            {
                "path" => $"/f{function}/items/7",
                "host" => "/api/users/7/orders",
                _ => "/assets/site.css",
            };
        }
    }

    /// <summary>Matches them.</summary>
    [Benchmark(OperationsPerInvoke = Each)]
    public int Match()
    {
        int found = 0;
        for (int i = 0; i < Each; i++)
        {
            found += _table.Match(_hosts[i], _paths[i]) is null ? 0 : 1;
        }

        return found;
    }

    private static IEnumerable<KeyValuePair<RoutePattern, string>> RoutesOf(int function) =>
        new[] { $"/f{function}/*", $"shop{function}.example.com/api/users/*", $"*.tenant{function}.example.org/*" }
            .Select(route => KeyValuePair.Create(RoutePattern.Parse(route), $"f{function}"));
}
