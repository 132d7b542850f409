using Microsoft.Extensions.Options;

namespace EdgeIsolates.Storage.S3;

internal sealed class S3BucketOptionsValidator(string bucket) : IValidateOptions<S3BucketOptions>
{
    public ValidateOptionsResult Validate(string? name, S3BucketOptions options)
    {
        if (name != bucket)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> faults = [];
        Check(options.Address is { IsAbsoluteUri: true, Query: "", Fragment: "", Scheme: "http" or "https" }, "Address is no http or https URL");
        Check(!string.IsNullOrWhiteSpace(options.Region), "Region is not set");
        Check(!string.IsNullOrWhiteSpace(options.AccessKeyId), "AccessKeyId is not set");
        Check(!string.IsNullOrWhiteSpace(options.SecretAccessKey), "SecretAccessKey is not set");
        Check(options.MaxObjectBytes >= 1, $"MaxObjectBytes is {options.MaxObjectBytes}; the least is 1");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool sound, string fault)
        {
            if (!sound)
            {
                faults.Add($"The S3 bucket '{bucket}': S3BucketOptions.{fault}.");
            }
        }
    }
}
