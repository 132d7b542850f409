using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace EdgeIsolates.Storage.Tests.Sqlite;

/// <summary>A process that writes is killed (SIGKILL) again and again: what it said was written is there, and nothing is there by halves.</summary>
public sealed class SqliteKillTests : IDisposable
{
    private static readonly string PathOfWriter =
        typeof(SqliteKillTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static metadata => metadata.Key == "PathOfWriter").Value!;

    private const string Name = "written";

    private readonly SqliteFile _file = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(3));

    public void Dispose()
    {
        _file.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task Reopen_AfterFiveKills_EverythingIsWhole()
    {
        Random random = new();
        for (int kill = 0; kill < 5; kill++)
        {
            int said = await WriteUntilKilledAsync(random.Next(1, 12), TimeSpan.FromMicroseconds(random.Next(20_000)));

            await CheckAsync(said);
        }
    }

    /// <returns>The last version that the process said it had written.</returns>
    private async Task<int> WriteUntilKilledAsync(int versions, TimeSpan after)
    {
        ProcessStartInfo start = new("dotnet", [PathOfWriter, _file.Path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string? last = null;
        for (int line = 0; line < versions; line++)
        {
            last = await process.StandardOutput.ReadLineAsync(_end.Token);
            Assert.NotNull(last);
        }

        // Somewhere within the next versions: the moment is meant to be any.
        await Task.Delay(after, _end.Token);
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync(_end.Token) is { Length: > 0 } line)
        {
            last = line;
        }

        await process.WaitForExitAsync(_end.Token);
        return int.Parse(last!, CultureInfo.InvariantCulture);
    }

    private async Task CheckAsync(int said)
    {
        StoreBuilder builder = new();
        builder.AddSqliteStores(_file.Path);
        await using ServiceProvider node = builder.Services.BuildServiceProvider();
        IFunctionStore store = node.GetRequiredService<IFunctionStore>();
        await store.InitializeAsync(_end.Token);

        IReadOnlyList<FunctionVersion> versions = await store.ListVersionsAsync(Name, _end.Token);
        FunctionRecord? record = await store.FindAsync(Name, _end.Token);

        Assert.Equal("ok", _file.Scalar("PRAGMA integrity_check"));
        Assert.Null(_file.Scalar("PRAGMA foreign_key_check"));
        Assert.Equal(Enumerable.Range(1, versions.Count), versions.Select(version => version.Number).Order());
        Assert.InRange(versions.Count, said, said + 1);
        foreach (FunctionVersion version in versions)
        {
            ReadOnlyMemory<byte>? package = await store.ReadPackageAsync(Name, version.Number, _end.Token);
            Assert.Equal(version.PackageHash, Samples.Hash(package!.Value));
        }

        Assert.Contains(record!.Traffic[0].Version.Number, versions.Select(version => version.Number));
        Assert.InRange(record.LastNumber, said, versions.Count);
    }
}
