using System.Globalization;
using System.Security.Cryptography;

namespace EdgeIsolates.Storage.Tests.TestKit;

/// <summary>Records and versions to store.</summary>
internal static class Samples
{
    /// <summary>Text that escaping, encodings and query languages stumble over.</summary>
    public const string Awkward = "Grüße 👋 日本語 \u0001\t\n\"'\\ ; DROP TABLE functions; -- {0} $1 @p % _ <b> \uFFFD";

    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static FunctionRecord Record(string name, long revision = 1) => new()
    {
        Name = name,
        Revision = revision,
        Status = FunctionStatus.Active,
        LastNumber = (int)revision,
        UpdatedAt = Noon.AddTicks(revision),
    };

    public static FunctionVersion Version(string name, int number = 1, ReadOnlyMemory<byte> package = default) => new()
    {
        FunctionName = name,
        Number = number,
        Version = string.Create(CultureInfo.InvariantCulture, $"{number}-{Hash(package)[..8]}"),
        PackageHash = Hash(package),
    };

    /// <summary>A version that says something in every field.</summary>
    public static FunctionVersion FullVersion(string name, int number) => Version(name, number) with
    {
        Routes = ["example.com/api/*", "/webhook", $"/{Awkward}"],
        Config = new FunctionConfig
        {
            MemoryLimitMb = 64,
            TimeoutMs = 12_345,
            CpuMs = 77,
            EnvVars = new Dictionary<string, string> { ["KEY"] = "value", ["empty"] = "", [Awkward] = Awkward },
            AllowEval = true,
            MinWarm = 1,
            MaxIsolates = 3,
            MaxConcurrentRequests = 9,
            Regions = ["fra", "nrt"],
            CompatibilityFlags = ["nodejs_compat"],
        },
        Modules = [new ModuleSummary("index.js", EdgeModuleKind.JavaScript, 123), new ModuleSummary("lib/sign.wasm", EdgeModuleKind.Wasm, int.MaxValue)],
        SecretNames = ["API_KEY", "Z"],
        DeployedAt = new DateTimeOffset(2026, 11, 22, 13, 14, 15, TimeSpan.FromHours(2)).AddTicks(1),
        DeployedBy = "ann@example.com",
        Message = Awkward,
    };

    public static byte[] Bytes(int length, int seed = 1)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static string Hash(ReadOnlyMemory<byte> package) => Convert.ToHexStringLower(SHA256.HashData(package.Span));

    public static MetricsBucket Bucket(string function, int minute, params (string Name, long Value)[] sums) => new()
    {
        FunctionName = function,
        Version = "1-00000000",
        Minute = Noon.AddMinutes(minute),
        Sums = sums.ToDictionary(sum => sum.Name, sum => sum.Value),
    };

    public static MetricsBatch Batch(params MetricsBucket[] buckets) => new(Guid.NewGuid(), buckets);
}
