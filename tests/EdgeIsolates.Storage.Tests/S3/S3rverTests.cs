using System.Reflection;

namespace EdgeIsolates.Storage.Tests.S3;

/// <summary>
/// The suites of buckets against an S3 server, and a check of signatures, that others wrote: so that our client and our double are not wrong together. What that server lacks is listed, with
/// the reason.
/// </summary>
public sealed class S3rverTests(S3rverFixture server) : IClassFixture<S3rverFixture>
{
    private const string Paths = "a key is a path below the bucket's folder, and .. leaves it";
    private const string BrokenOff = "it keeps what has come of a request that was broken off";
    private const string Lists = "a list goes on by a token that it encrypts with DES, which OpenSSL 3 refuses, and is in the order of its folders";

    private static readonly Dictionary<string, string> Gaps = new(StringComparer.Ordinal)
    {
        ["Put_AwkwardKey_IsThatOneExactly(../../x)"] = Paths,
        ["Put_AwkwardKey_IsThatOneExactly(/etc/passwd)"] = Paths,
        ["Put_AwkwardKey_IsThatOneExactly(a/../b)"] = Paths,
        ["Put_AwkwardKey_IsThatOneExactly(a//b)"] = Paths,
        ["Put_AwkwardKey_IsThatOneExactly(.)"] = "aws4 signs no path with a part that is a dot",
        ["Put_BodyThatFails_LeavesWhatWasThere"] = BrokenOff,
        ["Put_BodyOfAnotherLength_IsRefused(10, 9)"] = BrokenOff,
        ["Put_BodyOfAnotherLength_IsRefused(10, 11)"] = BrokenOff,
        ["Put_Canceled_WritesNothing"] = BrokenOff,
        ["Put_Checksum_IsCheckedAndKept(md5)"] = BrokenOff,
        ["Put_Checksum_IsCheckedAndKept(sha1)"] = BrokenOff,
        ["Put_Checksum_IsCheckedAndKept(sha256)"] = BrokenOff,
        ["Put_Checksum_IsCheckedAndKept(sha384)"] = BrokenOff,
        ["Put_Checksum_IsCheckedAndKept(sha512)"] = BrokenOff,
        ["Put_16WritersOfANewKey_OneWins"] = "it passes over If-Match and If-None-Match of a put",
        ["Get_Range_GivesThosesBytes(null, null, 4, 6, 4)"] = "it takes the last bytes for the first",
        ["List_Pages_GiveAllKeysInByteOrderOnce"] = Lists,
        ["List_Delimiter_GivesCommonPrefixes"] = Lists,
        ["List_KeysBehindTheHighestCharacter_Ends"] = Lists,
        ["Upload_InParts_BecomesTheObject"] = "the ETag of an upload does not tell its parts",
        ["Upload_Aborted_LeavesNothing"] = "uploads cannot be aborted",
        ["Upload_WrongPartsOrIds_AreRefused"] = "a part that is not there ends the server",
    };

    private static readonly Dictionary<string, (MethodInfo Method, object?[] Arguments)> All = new[] { typeof(ObjectBucketConformance), typeof(ObjectUploadConformance) }
        .SelectMany(static suite => suite.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .SelectMany(Cases)
        .ToDictionary(static pair => pair.Name, static pair => (pair.Method, pair.Arguments), StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. All.Keys.Except(Gaps.Keys, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Bucket_CaseOfTheSuites_Passes(string name)
    {
        (MethodInfo method, object?[] arguments) = All[name];
        Uri address = server.NewBucket();
        BucketConformance suite = method.DeclaringType == typeof(ObjectBucketConformance) ? new Objects(address) : new Uploads(address);
        await suite.InitializeAsync();
        try
        {
            await (Task)method.Invoke(suite, arguments)!;
        }
        finally
        {
            await suite.DisposeAsync();
        }
    }

    [Fact]
    public void Gaps_Names_AreThoseOfCases() => Assert.Empty(Gaps.Keys.Except(All.Keys));

    [Fact]
    public async Task Call_WrongKey_IsRefused()
    {
        StoreBuilder builder = new();
        S3rverFixture.AddBucket(builder, server.NewBucket(), "mine", 1, secret: "wrong");
        await using ServiceProvider services = builder.Services.BuildServiceProvider();

        StoreUnavailableException refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => services.GetRequiredService<IObjectBuckets>().Find("mine")!.GetAsync("a", null, null, default));

        Assert.Contains("403 SignatureDoesNotMatch", refusal.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, MethodInfo Method, object?[] Arguments)> Cases(MethodInfo method)
    {
        if (method.GetCustomAttribute<FactAttribute>() is null)
        {
            return [];
        }

        InlineDataAttribute[] rows = [.. method.GetCustomAttributes<InlineDataAttribute>()];
        return rows is []
            ? [(method.Name, method, [])]
            : rows.SelectMany(row => row.GetData(method)).Select(row => ($"{method.Name}({string.Join(", ", row.Select(static value => value ?? "null"))})", method, row));
    }

    private sealed class Objects(Uri address) : ObjectBucketConformance
    {
        protected override void AddStores(IEdgeIsolatesBuilder builder) => S3rverFixture.AddBucket(builder, address, Name, MaxBytes);
    }

    private sealed class Uploads(Uri address) : ObjectUploadConformance
    {
        protected override void AddStores(IEdgeIsolatesBuilder builder) => S3rverFixture.AddBucket(builder, address, Name, MaxBytes);
    }
}
