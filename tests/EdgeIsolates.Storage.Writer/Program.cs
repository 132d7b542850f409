using System.Globalization;
using System.Security.Cryptography;
using EdgeIsolates;
using EdgeIsolates.Storage.Writer;
using Microsoft.Extensions.DependencyInjection;

// Deploys one version after the other to the SQLite file that is named, and says each one's number when it is done, until the process is killed.
WriterBuilder builder = new();
builder.AddSqliteStores(args[0]);
await using ServiceProvider provider = builder.Services.BuildServiceProvider();
IFunctionStore functions = provider.GetRequiredService<IFunctionStore>();
IMetricsStore metrics = provider.GetRequiredService<IMetricsStore>();
await functions.InitializeAsync(CancellationToken.None);

const string Name = "written";
FunctionRecord record = await functions.FindAsync(Name, CancellationToken.None)
    ?? new FunctionRecord { Name = Name, Revision = 0, Status = FunctionStatus.Active };
IReadOnlyList<FunctionVersion> present = await functions.ListVersionsAsync(Name, CancellationToken.None);
int last = present is [] ? 0 : present[0].Number;
while (true)
{
    byte[] package = RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(200_000));
    FunctionVersion version = new()
    {
        FunctionName = Name,
        Number = ++last,
        Version = $"{last}-killed",
        PackageHash = Convert.ToHexStringLower(SHA256.HashData(package)),
    };
    await functions.TryAddVersionAsync(version, package, CancellationToken.None);
    record = record with { Revision = record.Revision + 1, LastNumber = last, Traffic = [new TrafficShare(version, 100)] };
    if (!await functions.TryWriteAsync(record, CancellationToken.None))
    {
        throw new InvalidOperationException($"Somebody else wrote {record}.");
    }

    MetricsBucket bucket = new() { FunctionName = Name, Version = "", Minute = DateTimeOffset.UnixEpoch, Sums = new Dictionary<string, long> { ["n"] = 1 } };
    await metrics.AddAsync(new MetricsBatch(Guid.NewGuid(), [bucket]), CancellationToken.None);
    await Console.Out.WriteLineAsync(last.ToString(CultureInfo.InvariantCulture));
}
