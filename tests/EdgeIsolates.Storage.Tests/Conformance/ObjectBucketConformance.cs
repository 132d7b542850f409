using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;

namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IObjectBucket"/> does with whole objects.</summary>
public abstract class ObjectBucketConformance : BucketConformance
{
    [Fact]
    public async Task Get_UnknownKey_IsNull()
    {
        IObjectBucket bucket = await BucketAsync();

        Assert.Null(await bucket.HeadAsync("nothing", End));
        Assert.Null(await bucket.GetAsync("nothing", null, null, End));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(3_000_000)]
    public async Task Put_Bytes_AreReadBackByAnotherNode(int length)
    {
        byte[] bytes = Samples.Bytes(length);

        StoredObject put = await PutAsync(await BucketAsync(), "a", bytes);

        ObjectReading? reading = await (await BucketAsync()).GetAsync("a", null, null, End);
        Assert.NotNull(reading);
        Assert.Equal((0, length, (long)length), (reading.Offset, (int)reading.Length, reading.Object.Size));
        Assert.Equal(Hash("md5", bytes), put.ETag);
        Assert.Equal(put.ETag, reading.Object.ETag);
        Assert.Equal(bytes, await BytesAsync(reading));
    }

    [Fact]
    public async Task Put_WithEverything_HasItAtHead()
    {
        IObjectBucket bucket = await BucketAsync();
        ObjectMetadata metadata = new()
        {
            ContentType = "text/plain; charset=utf-8",
            ContentLanguage = "de",
            ContentDisposition = "attachment; filename=\"a.txt\"",
            ContentEncoding = "gzip",
            CacheControl = "max-age=60",
            CacheExpiry = new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Custom = new Dictionary<string, string> { ["Owner"] = "Ann", ["täg"] = "grün ✓", ["empty"] = "", ["spaces"] = "a  b" },
        };

        StoredObject? put = await bucket.PutAsync("full", Body("x"u8.ToArray()), metadata, null, End);
        StoredObject? head = await bucket.HeadAsync("full", End);

        Assert.NotNull(head);
        Assert.Equal(metadata with { Custom = head.Metadata.Custom }, head.Metadata);
        Assert.Equal(metadata.Custom.OrderBy(pair => pair.Key, StringComparer.Ordinal), head.Metadata.Custom.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal((put!.Version, put.ETag, "full", 1L), (head.Version, head.ETag, head.Key, head.Size));
        Assert.NotEqual(default, head.Uploaded);
        Assert.Equal(head.ETag, head.Checksums["md5"]);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("A b+c%20d?e#f&g=h;i:j@k")]
    [InlineData("ümläut/日本語/👋")]
    [InlineData("con.txt")]
    [InlineData("a\\b")]
    [InlineData("'; DROP TABLE objects; --")]
    public async Task Put_AwkwardKey_IsThatOneExactly(string key)
    {
        IObjectBucket bucket = await BucketAsync();
        await PutAsync(bucket, "plain2", [1]);

        await PutAsync(bucket, key, Encoding.UTF8.GetBytes(key));

        Assert.Equal(key, Encoding.UTF8.GetString(await BytesAsync((await bucket.GetAsync(key, null, null, End))!)));
        Assert.Equal(new[] { key, "plain2" }.Order(StringComparer.Ordinal), (await bucket.ListAsync(new ObjectListing(), End)).Objects.Select(one => one.Key));
        await bucket.DeleteAsync([key], End);
        Assert.Null(await bucket.HeadAsync(key, End));
    }

    [Fact]
    public async Task Put_Again_ReplacesTheObject()
    {
        IObjectBucket bucket = await BucketAsync();
        StoredObject first = await PutAsync(bucket, "a", [1, 2, 3]);
        ObjectReading old = (await bucket.GetAsync("a", null, null, End))!;

        StoredObject second = await PutAsync(bucket, "a", [4]);

        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal([1, 2, 3], await BytesAsync(old));
        Assert.Equal([4], await BytesAsync((await bucket.GetAsync("a", null, null, End))!));
    }

    [Theory]
    [InlineData(2L, 3L, null, 2, 3)]
    [InlineData(2L, null, null, 2, 8)]
    [InlineData(null, 3L, null, 0, 3)]
    [InlineData(8L, 100L, null, 8, 2)]
    [InlineData(null, null, 4L, 6, 4)]
    [InlineData(null, null, 100L, 0, 10)]
    public async Task Get_Range_GivesThosesBytes(long? offset, long? length, long? suffix, int expectedOffset, int expectedLength)
    {
        IObjectBucket bucket = await BucketAsync();
        byte[] bytes = [.. Enumerable.Range(0, 10).Select(i => (byte)i)];
        await PutAsync(bucket, "a", bytes);

        ObjectReading reading = (await bucket.GetAsync("a", new ObjectRange(offset, length, suffix), null, End))!;

        Assert.Equal((expectedOffset, expectedLength), ((int)reading.Offset, (int)reading.Length));
        Assert.Equal(bytes.AsSpan(expectedOffset, expectedLength).ToArray(), await BytesAsync(reading));
    }

    [Fact]
    public async Task Get_RangeInALargeObject_GivesThoseBytes()
    {
        IObjectBucket bucket = await BucketAsync();
        byte[] bytes = Samples.Bytes(3_000_000);
        await PutAsync(bucket, "a", bytes);

        ObjectReading reading = (await bucket.GetAsync("a", new ObjectRange(999_999, 1_500_001, null), null, End))!;

        Assert.Equal(bytes.AsSpan(999_999, 1_500_001).ToArray(), await BytesAsync(reading));
    }

    [Theory]
    [InlineData(11L, null, null)]
    [InlineData(-1L, null, null)]
    [InlineData(0L, 0L, null)]
    [InlineData(null, null, 0L)]
    public async Task Get_RangeWithoutBytes_IsRefused(long? offset, long? length, long? suffix)
    {
        IObjectBucket bucket = await BucketAsync();
        await PutAsync(bucket, "a", new byte[10]);

        Assert.Equal(10039, (await FaultAsync(() => bucket.GetAsync("a", new ObjectRange(offset, length, suffix), null, End))).Code);
    }

    [Fact]
    public async Task Get_Conditions_GiveTheBodyOnlyWhenTheyHold()
    {
        IObjectBucket bucket = await BucketAsync();
        StoredObject put = await PutAsync(bucket, "a", [1]);
        DateTimeOffset before = put.Uploaded.AddHours(-1), after = put.Uploaded.AddHours(1);

        (ObjectConditions Conditions, bool Holds)[] cases =
        [
            (new() { EtagMatches = [put.ETag] }, true),
            (new() { EtagMatches = ["x", "*"] }, true),
            (new() { EtagMatches = ["x"] }, false),
            (new() { EtagDoesNotMatch = ["x"] }, true),
            (new() { EtagDoesNotMatch = [put.ETag] }, false),
            (new() { EtagDoesNotMatch = ["*"] }, false),
            (new() { UploadedBefore = after }, true),
            (new() { UploadedBefore = before }, false),
            (new() { UploadedAfter = before }, true),
            (new() { UploadedAfter = after }, false),
            (new() { EtagMatches = [put.ETag], UploadedBefore = before }, true),
            (new() { EtagDoesNotMatch = ["x"], UploadedAfter = after }, true),
            (new() { UploadedBefore = put.Uploaded.AddSeconds(1), SecondsGranularity = true }, true),
        ];
        foreach ((ObjectConditions conditions, bool holds) in cases)
        {
            ObjectReading reading = (await bucket.GetAsync("a", null, conditions, End))!;
            Assert.True(holds == reading.Body is not null, conditions.ToString());
            await (reading.Body?.CompleteAsync() ?? default);
        }
    }

    [Fact]
    public async Task Put_Conditions_KeepTheObjectWhenTheyDoNotHold()
    {
        IObjectBucket bucket = await BucketAsync();
        ObjectConditions isNew = new() { EtagDoesNotMatch = ["*"] };

        Assert.Null(await bucket.PutAsync("a", Body([1]), ObjectMetadata.None, new() { EtagMatches = ["*"] }, End));
        StoredObject? first = await bucket.PutAsync("a", Body([1]), ObjectMetadata.None, isNew, End);
        Assert.NotNull(first);
        Assert.Null(await bucket.PutAsync("a", Body([2]), ObjectMetadata.None, isNew, End));
        Assert.Null(await bucket.PutAsync("a", Body([2]), ObjectMetadata.None, new() { EtagMatches = ["x"] }, End));
        Assert.Equal([1], await BytesAsync((await bucket.GetAsync("a", null, null, End))!));
        Assert.NotNull(await bucket.PutAsync("a", Body([3]), ObjectMetadata.None, new() { EtagMatches = [first.ETag] }, End));
        Assert.Equal([3], await BytesAsync((await bucket.GetAsync("a", null, null, End))!));
    }

    [Fact]
    public async Task Put_16WritersOfANewKey_OneWins()
    {
        IObjectBucket[] nodes = [await BucketAsync(), await BucketAsync()];

        StoredObject?[] put = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() => nodes[writer % 2].PutAsync(
            "contended",
            Body([(byte)writer]),
            ObjectMetadata.None,
            new ObjectConditions { EtagDoesNotMatch = ["*"] },
            End))));

        int winner = Assert.Single(Enumerable.Range(0, 16), writer => put[writer] is not null);
        Assert.Equal([(byte)winner], await BytesAsync((await nodes[0].GetAsync("contended", null, null, End))!));
    }

    [Theory]
    [InlineData("md5")]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task Put_Checksum_IsCheckedAndKept(string name)
    {
        IObjectBucket bucket = await BucketAsync();
        byte[] bytes = Samples.Bytes(200_000);
        string right = Hash(name, bytes), wrong = Hash(name, [1]);

        ObjectException fault = await FaultAsync(() => bucket.PutAsync("a", Body(bytes, ObjectChecksum.Find(name, wrong)), ObjectMetadata.None, null, End));
        Assert.Equal(10037, fault.Code);
        Assert.Contains(right, fault.Message, StringComparison.Ordinal);
        Assert.Null(await bucket.HeadAsync("a", End));

        await bucket.PutAsync("a", Body(bytes, ObjectChecksum.Find(name, right)), ObjectMetadata.None, null, End);
        Assert.Equal(right, (await bucket.HeadAsync("a", End))!.Checksums[name]);
    }

    [Fact]
    public async Task Put_BodyThatFails_LeavesWhatWasThere()
    {
        IObjectBucket bucket = await BucketAsync();
        await PutAsync(bucket, "a", [1]);
        Pipe pipe = new();
        Task<StoredObject?> put = bucket.PutAsync("a", new ObjectBody(pipe.Reader, 1000, MaxBytes), ObjectMetadata.None, null, End);
        await pipe.Writer.WriteAsync(new byte[500]);
        await pipe.Writer.CompleteAsync(new IOException("The client has gone."));

        await Assert.ThrowsAnyAsync<Exception>(() => put);

        Assert.Equal([1], await BytesAsync((await bucket.GetAsync("a", null, null, End))!));
    }

    [Theory]
    [InlineData(10L, 9)]
    [InlineData(10L, 11)]
    [InlineData(null, (int)MaxBytes + 1)]
    public async Task Put_BodyOfAnotherLength_IsRefused(long? said, int length)
    {
        IObjectBucket bucket = await BucketAsync();

        await FaultAsync(() => bucket.PutAsync("a", new ObjectBody(Pipe(new byte[length]), said, MaxBytes), ObjectMetadata.None, null, End));

        Assert.Null(await bucket.HeadAsync("a", End));
    }

    [Fact]
    public async Task Put_LengthNotKnown_IsWritten()
    {
        IObjectBucket bucket = await BucketAsync();
        byte[] bytes = Samples.Bytes(1_000_000);

        await bucket.PutAsync("a", new ObjectBody(Pipe(bytes), null, MaxBytes), ObjectMetadata.None, null, End);

        Assert.Equal(bytes, await BytesAsync((await bucket.GetAsync("a", null, null, End))!));
    }

    [Fact]
    public async Task Put_Canceled_WritesNothing()
    {
        IObjectBucket bucket = await BucketAsync();
        using CancellationTokenSource cancel = new();
        Pipe pipe = new();
        Task<StoredObject?> put = bucket.PutAsync("a", new ObjectBody(pipe.Reader, 1000, MaxBytes), ObjectMetadata.None, null, cancel.Token);
        await pipe.Writer.WriteAsync(new byte[500]);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
        Assert.Null(await bucket.HeadAsync("a", End));
    }

    [Fact]
    public async Task Delete_SeveralKeys_LeavesTheOthers()
    {
        IObjectBucket bucket = await BucketAsync();
        foreach (string key in (string[])["a", "b", "c"])
        {
            await PutAsync(bucket, key, [1]);
        }

        await bucket.DeleteAsync(["a", "nothing", "c"], End);

        Assert.Equal(["b"], (await bucket.ListAsync(new ObjectListing(), End)).Objects.Select(one => one.Key));
    }

    [Fact]
    public async Task List_Pages_GiveAllKeysInByteOrderOnce()
    {
        IObjectBucket bucket = await BucketAsync();
        string[] keys = ["a", "a/1", "a/2", "a0", "B", "b/x/1", "b/x/2", "z", "ä", "\uFFFD", "👋"];
        foreach (string key in keys)
        {
            await PutAsync(bucket, key, [1]);
        }

        Assert.Equal(InOrder(keys), await ListAllAsync(bucket, new ObjectListing { Limit = 3 }));
        Assert.Equal(InOrder(keys), await ListAllAsync(bucket, new ObjectListing()));
        Assert.Equal(["a", "a/1", "a/2", "a0"], await ListAllAsync(bucket, new ObjectListing { Prefix = "a", Limit = 1 }));
        Assert.Equal(["a/1", "a/2"], await ListAllAsync(bucket, new ObjectListing { Prefix = "a/" }));
        Assert.Equal(["z", "ä", "\uFFFD", "👋"], await ListAllAsync(bucket, new ObjectListing { StartAfter = "b/x/2", Limit = 2 }));
        Assert.Empty(await ListAllAsync(bucket, new ObjectListing { Prefix = "nothing" }));
    }

    [Fact]
    public async Task List_Delimiter_GivesCommonPrefixes()
    {
        IObjectBucket bucket = await BucketAsync();
        foreach (string key in (string[])["a", "a/1", "a/2", "a0", "b/x/1", "b/x/2", "b/y", "c/1"])
        {
            await PutAsync(bucket, key, [1]);
        }

        ObjectPage all = await bucket.ListAsync(new ObjectListing { Delimiter = "/" }, End);
        Assert.Equal(["a", "a0"], all.Objects.Select(one => one.Key));
        Assert.Equal(["a/", "b/", "c/"], all.DelimitedPrefixes);
        Assert.Null(all.Cursor);
        Assert.Equal(["a", "a/", "a0", "b/", "c/"], InOrder(await ListAllAsync(bucket, new ObjectListing { Delimiter = "/", Limit = 1 })));
        ObjectPage below = await bucket.ListAsync(new ObjectListing { Prefix = "b/", Delimiter = "/" }, End);
        Assert.Equal(("b/y", "b/x/"), (Assert.Single(below.Objects).Key, Assert.Single(below.DelimitedPrefixes)));
    }

    [Fact]
    public async Task List_KeysBehindTheHighestCharacter_Ends()
    {
        IObjectBucket bucket = await BucketAsync();
        foreach (string key in (string[])["a/1", "a/\U0010FFFF1", "a/\U0010FFFF2", "a/\U0010FFFF3", "b"])
        {
            await PutAsync(bucket, key, [1]);
        }

        Assert.Equal(["a/", "b"], InOrder(await ListAllAsync(bucket, new ObjectListing { Delimiter = "/", Limit = 1 })));
    }

    [Theory]
    [InlineData("%%%")]
    [InlineData("_w")]
    [InlineData("ä")]
    public async Task List_ForgedCursor_IsRefused(string cursor)
    {
        IObjectBucket bucket = await BucketAsync();

        Assert.Equal(10029, (await FaultAsync(() => bucket.ListAsync(new ObjectListing { Cursor = cursor }, End))).Code);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a/b")]
    [InlineData("uploads\n")]
    public async Task Find_NoSuchName_IsNullAndSaysWhy(string name)
    {
        IObjectBuckets buckets = await OpenAsync();

        Assert.Null(buckets.Find(name));
        Assert.NotNull(buckets.Check(name));
        Assert.Null(buckets.Check(Name));
    }

    private static string[] InOrder(IEnumerable<string> keys) =>
        [.. keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal)];

    private async Task<List<string>> ListAllAsync(IObjectBucket bucket, ObjectListing listing)
    {
        List<string> found = [];
        for (string? cursor = null; ;)
        {
            ObjectPage page = await bucket.ListAsync(listing with { Cursor = cursor }, End);
            Assert.True(page.Objects.Count + page.DelimitedPrefixes.Count <= listing.Limit);
            found.AddRange(page.Objects.Select(one => one.Key));
            found.AddRange(page.DelimitedPrefixes);
            if (page.Cursor is null)
            {
                return found;
            }

            cursor = page.Cursor;
        }
    }

    private static string Hash(string name, byte[] bytes) =>
        Convert.ToHexStringLower(CryptographicOperations.HashData(new HashAlgorithmName(name.ToUpperInvariant()), bytes));
}
