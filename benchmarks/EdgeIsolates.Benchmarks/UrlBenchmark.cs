using BenchmarkDotNet.Attributes;

namespace EdgeIsolates.Benchmarks;

/// <summary><c>new URL</c>, with all parts, without, relative, and its parameters; beside .NET's <see cref="Uri"/>, which parses less and later.</summary>
public class UrlBenchmark : WebApiBenchmark
{
    private const int Each = 2000;

    [Params("url parse", "url parse plain", "url parse relative", "url searchParams")]
    public string Case { get; set; } = "";

    [Benchmark(OperationsPerInvoke = Each, Baseline = true)]
    public int UriOfDotNet()
    {
        int length = 0;
        for (int i = 0; i < Each; i++)
        {
            length += new Uri($"https://example.com/api/v1/users/{i}?page=1&q=caf%C3%A9#top").AbsolutePath.Length;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Each)]
    public Task Script() => RunAsync(Case, Each);
}
