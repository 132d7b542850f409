using System.Diagnostics;
using System.Text;
using EdgeIsolates.Storage.Sqlite.DurableObjects;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Storage.Tests.Sqlite.DurableObjects;

public sealed class SqliteObjectStorageTests : IDisposable
{
    private readonly ObjectFolder _folder = new();

    [Fact]
    public void Get_AfterPut_GivesTheValue()
    {
        using SqliteObjectStorage storage = _folder.Open();
        storage.Put("a\0b", [1, 2]);
        storage.Put("", []);
        Assert.Equal([1, 2], storage.Get("a\0b")!);
        Assert.Equal([], storage.Get("")!);
        Assert.Null(storage.Get("a"));
    }

    [Fact]
    public void Get_AfterReopen_GivesWhatWasCommittedOnly()
    {
        using (SqliteObjectStorage storage = _folder.Open())
        {
            storage.Put("kept", [1]);
            storage.Commit();
            storage.Put("lost", [1]);
        }

        using SqliteObjectStorage again = _folder.Open();
        Assert.Equal([1], again.Get("kept")!);
        Assert.Null(again.Get("lost"));
    }

    [Fact]
    public void Delete_OfAKey_TellsWhetherItWasThere()
    {
        using SqliteObjectStorage storage = _folder.Open();
        storage.Put("a", [1]);
        Assert.True(storage.Delete("a"));
        Assert.False(storage.Delete("a"));
    }

    [Fact]
    public void Put_OverTheLimit_IsRefusedAndTheObjectGoesOn()
    {
        using SqliteObjectStorage storage = _folder.Open();
        storage.Put("a", new byte[ObjectLimits.RowBytes - 1]);
        Assert.Throws<DurableObjectStorageException>(() => storage.Put("a", new byte[ObjectLimits.RowBytes]));
        storage.Commit();
        Assert.Equal(ObjectLimits.RowBytes - 1, storage.Get("a")!.Length);
    }

    [Fact]
    public void Put_WhenTheObjectIsFull_IsRefusedAndWhatWasCommittedStays()
    {
        using SqliteObjectStorage storage = _folder.Open(mostBytes: 1 << 20);
        storage.Put("a", [1]);
        storage.Commit();
        Assert.ThrowsAny<Exception>(() => storage.Put("b", new byte[2_000_000]));
        Assert.Equal([1], storage.Get("a")!);
    }

    [Theory]
    [InlineData(null, null, null, "", false, "a,b,bé,c,ä,😀")]
    [InlineData("b", null, "c", "", false, "b,bé")]
    [InlineData(null, "b", null, "", true, "😀,ä,c,bé")]
    [InlineData(null, null, null, "b", false, "b,bé")]
    [InlineData(null, null, null, "😀", false, "😀")]
    public void List_OfARange_GivesKeysByTheirBytes(string? start, string? after, string? end, string prefix, bool reverse, string expected)
    {
        using SqliteObjectStorage storage = _folder.Open();
        foreach (string key in (ReadOnlySpan<string>)["😀", "c", "a", "bé", "ä", "b"])
        {
            storage.Put(key, Encoding.UTF8.GetBytes(key));
        }

        DurableObjectPage page = storage.List(new DurableObjectListing { Start = start, StartAfter = after, End = end, Prefix = prefix, Reverse = reverse });
        Assert.Equal(expected.Split(','), page.Entries.Select(static entry => entry.Key));
        Assert.True(page.IsLast);
    }

    [Fact]
    public void List_OfMuch_GivesPages()
    {
        using SqliteObjectStorage storage = _folder.Open();
        for (int i = 0; i < 5; i++)
        {
            storage.Put($"{i}", new byte[600_000]);
        }

        DurableObjectPage first = storage.List(new DurableObjectListing());
        Assert.Equal(2, first.Entries.Count);
        Assert.False(first.IsLast);
        Assert.True(storage.List(new DurableObjectListing { StartAfter = "2" }).IsLast);
        Assert.True(storage.List(new DurableObjectListing { Limit = 2 }).IsLast);
    }

    [Fact]
    public void List_OfAnyKeys_GivesThemInTheOrderOfTheirBytes()
    {
        using SqliteObjectStorage storage = _folder.Open();
        Prop.ForAll<NonNull<string>[]>(keys =>
        {
            storage.DeleteAll();
            byte[][] names = [.. keys.Select(static key => Encoding.UTF8.GetBytes(key.Get)).DistinctBy(Convert.ToHexString).OrderBy(Convert.ToHexString, StringComparer.Ordinal)];
            foreach (byte[] name in names)
            {
                storage.Put(Encoding.UTF8.GetString(name), name);
            }

            return storage.List(new DurableObjectListing()).Entries.Select(static entry => Convert.ToHexString(entry.Value)).SequenceEqual(names.Select(Convert.ToHexString));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void End_NotKept_UndoesItsWritesAndNoOthers()
    {
        using SqliteObjectStorage storage = _folder.Open();
        storage.Put("a", [1]);
        storage.Begin();
        storage.Put("a", [2]);
        storage.Begin();
        storage.Put("b", [2]);
        storage.End(isKept: true);
        storage.Commit();
        storage.End(isKept: false);
        storage.Commit();
        Assert.Equal([1], storage.Get("a")!);
        Assert.Null(storage.Get("b"));
        Assert.False(storage.HasWrites);
    }

    [Fact]
    public void DeleteAll_WithTablesThatReferToEachOther_LeavesNothingButTheAlarm()
    {
        using SqliteObjectStorage storage = _folder.Open();
        storage.Alarm = DateTimeOffset.UnixEpoch;
        storage.Put("a", [1]);
        Run(
            storage,
            """
            CREATE TABLE "my ""parents" (id INTEGER PRIMARY KEY AUTOINCREMENT);
            CREATE TABLE children (parent REFERENCES "my ""parents"(id));
            CREATE VIRTUAL TABLE texts USING fts5(body);
            CREATE VIEW seen AS SELECT * FROM children;
            INSERT INTO "my ""parents" VALUES (1); INSERT INTO children VALUES (1)
            """);
        storage.Commit();
        storage.DeleteAll();
        storage.Commit();
        Assert.Equal(0L, Run(storage, "SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name <> 'sqlite_sequence'")[0][0]);
        Assert.Null(storage.Get("a"));
        Assert.Equal(DateTimeOffset.UnixEpoch, storage.Alarm);
    }

    [Fact]
    public void Alarm_SetToNothing_IsGone()
    {
        using SqliteObjectStorage storage = _folder.Open();
        Assert.Null(storage.Alarm);
        storage.Alarm = DateTimeOffset.FromUnixTimeMilliseconds(1234);
        Assert.Equal(1234, storage.Alarm!.Value.ToUnixTimeMilliseconds());
        storage.Alarm = null;
        Assert.Null(storage.Alarm);
    }

    [Fact]
    public void Write_OfAnOlderEpoch_IsRefused()
    {
        using (SqliteObjectStorage newer = _folder.Open(epoch: 2))
        {
            newer.Put("a", [2]);
            newer.Commit();
        }

        using SqliteObjectStorage older = _folder.Open(epoch: 1);
        Assert.Equal([2], older.Get("a")!);
        Assert.Throws<DurableObjectSupersededException>(() => older.Put("a", [1]));
        Assert.Throws<DurableObjectSupersededException>(() => Run(older, "CREATE TABLE t (x)"));
    }

    [Fact]
    public void Open_OfAnObjectThatIsOpen_IsRefused()
    {
        using SqliteObjectStorage first = _folder.Open();
        first.Put("a", [1]);
        first.Commit();
        using SqliteObjectStorage second = _folder.Open();
        Assert.Throws<DurableObjectHeldException>(() => second.Get("a"));
        first.Dispose();
        Assert.Equal([1], second.Get("a")!);
    }

    [Fact]
    public async Task FlushAsync_OfMuch_MovesItIntoTheDatabaseOffTheObjectsThread()
    {
        using SqliteObjectStorage storage = _folder.Open();
        byte[] value = new byte[1_000_000];
        for (int i = 0; i < 5; i++)
        {
            storage.Put($"{i}", value);
            storage.Commit();
            await storage.FlushAsync();
        }

        Assert.True(SpinWait.SpinUntil(() => new FileInfo(_folder.Path).Length >= 4_000_000, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task FlushAsync_OfManyWrites_KeepsTheLogSmallAndEveryWrite()
    {
        using (SqliteObjectStorage storage = _folder.Open(mostBytes: 1 << 26))
        {
            for (int i = 0; i < 200; i++)
            {
                storage.Put($"{i % 20}", BitConverter.GetBytes(i).Concat(new byte[200_000]).ToArray());
                storage.Commit();
                await storage.FlushAsync();
            }

            Assert.InRange(new FileInfo($"{_folder.Path}-wal").Length, 1, 2L * ObjectCheckpointer.MostPages * 4096);
        }

        using SqliteObjectStorage again = _folder.Open(mostBytes: 1 << 26);
        Assert.Equal(Enumerable.Range(180, 20), Enumerable.Range(0, 20).Select(i => BitConverter.ToInt32(again.Get($"{i}")!)).Order());
    }

    [Fact]
    public async Task FlushAsync_OfANewObject_SyncsItsFilesAndThenTheLogOnly()
    {
        using SqliteObjectStorage storage = _folder.Open();
        storage.Put("a", [1]);
        storage.Commit();
        Assert.Equal(0, _folder.FileSyncs);
        await storage.FlushAsync();
        Assert.Equal(2, _folder.FileSyncs);
        storage.Put("a", [2]);
        storage.Commit();
        await storage.FlushAsync();
        Assert.Equal(3, _folder.FileSyncs);
    }

    [Fact]
    public async Task FlushAsync_WhenTheDiskFails_SaysSoAndTheNextOwnerHasDurableData()
    {
        using (SqliteObjectStorage storage = _folder.Open())
        {
            storage.Put("a", [1]);
            storage.Commit();
            _folder.IsBroken = true;
            StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(storage.FlushAsync);
            Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
        }

        _folder.IsBroken = false;
        using SqliteObjectStorage again = _folder.Open();
        Assert.Equal([1], again.Get("a")!);
    }

    [Fact]
    public void Get_WithALogLeftByADeadProcess_MovesItIntoTheDatabaseFirst()
    {
        using var dead = new ObjectFolder();
        using (SqliteObjectStorage storage = dead.Open())
        {
            storage.Put("a", [1]);
            storage.Commit();
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.Path)!);
            Copy(dead.Path, _folder.Path);
            Copy($"{dead.Path}-wal", $"{_folder.Path}-wal");
        }

        using SqliteObjectStorage heir = _folder.Open();
        Assert.Equal([1], heir.Get("a")!);
        Assert.Equal(0, new FileInfo($"{_folder.Path}-wal").Length);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Copies what is locked.</summary>
    private static void Copy(string from, string to)
    {
        using Process copying = Process.Start("cp", [from, to]);
        copying.WaitForExit();
        Assert.Equal(0, copying.ExitCode);
    }

    private static List<object?[]> Run(SqliteObjectStorage storage, string sql, params object?[] values)
    {
        using IDurableObjectCursor cursor = storage.Execute(sql, values);
        List<object?[]> rows = [];
        while (cursor.Read() is { } row)
        {
            rows.Add(row);
        }

        return rows;
    }
}
