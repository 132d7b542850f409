namespace EdgeIsolates.Storage.S3;

/// <summary>A bucket at an S3-compatible endpoint that functions use through <c>r2</c> bindings. Set at start; checked then, all faults together.</summary>
public sealed class S3BucketOptions
{
    /// <summary>Where the bucket is: the endpoint, and the bucket as the first part of the path unless the host's name says it.</summary>
    /// <value>Such as <c>https://s3.eu-central-1.amazonaws.com/uploads</c> or <c>https://uploads.s3.eu-central-1.amazonaws.com</c>. Must be set.</value>
    public Uri? Address { get; set; }

    /// <summary>The region that requests are signed for.</summary>
    /// <value>The default is <c>us-east-1</c>, which most endpoints that are not Amazon's take.</value>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The id of the key that requests are signed with.</summary>
    /// <value>Must be set.</value>
    public string AccessKeyId { get; set; } = "";

    /// <summary>The key that requests are signed with.</summary>
    /// <value>Must be set.</value>
    public string SecretAccessKey { get; set; } = "";

    /// <summary>The token that belongs to a temporary key.</summary>
    /// <value>Not set: the key is no temporary one.</value>
    public string? SessionToken { get; set; }

    /// <summary>How many bytes an object, or a part of one, may have.</summary>
    /// <value>The default is 5 GiB, Amazon's own limit; the least is 1.</value>
    public long MaxObjectBytes { get; set; } = BucketLimits.DefaultMaxBytes;
}
