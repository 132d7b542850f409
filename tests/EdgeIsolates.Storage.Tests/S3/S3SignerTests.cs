using System.Text;
using EdgeIsolates.Storage.S3;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Storage.Tests.S3;

/// <summary>The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, and the encoding of keys.</summary>
public sealed class S3SignerTests
{
    private readonly S3Signer _signer = new(S3Double.KeyId, S3Double.Secret, "us-east-1");

    [Theory]
    [InlineData("/test.txt", "", "bytes=0-9", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("/", "lifecycle=", null, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("/", "prefix=J,max-keys=2", null, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Sign_ExampleOfTheDocumentation_IsItsSignature(string path, string query, string? range, string signature)
    {
        SortedDictionary<string, string> headers = new(StringComparer.Ordinal)
        {
            ["host"] = "examplebucket.s3.amazonaws.com",
            ["x-amz-content-sha256"] = S3Signer.Hash([]),
            ["x-amz-date"] = S3Signer.ToDate(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero)),
        };
        if (range is not null)
        {
            headers["range"] = range;
        }

        string authorization = _signer.Sign(
            "GET",
            path,
            query.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1])),
            headers);

        Assert.EndsWith($"Signature={signature}", authorization, StringComparison.Ordinal);
    }

    [Fact]
    public void ToPath_AnyKey_IsReadBackAndHasNoOtherCharacters() => Prop.ForAll<NonNull<string>>(given =>
    {
        string key = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(given.Get));
        string path = S3Signer.ToPath(key);
        return Uri.UnescapeDataString(path) == key && path.All(c => char.IsAsciiLetterOrDigit(c) || "-._~/%".Contains(c, StringComparison.Ordinal));
    }).QuickCheckThrowOnFailure();
}
