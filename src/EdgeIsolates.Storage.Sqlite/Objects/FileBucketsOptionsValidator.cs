using Microsoft.Extensions.Options;

namespace EdgeIsolates.Storage.Sqlite;

internal sealed class FileBucketsOptionsValidator : IValidateOptions<FileBucketsOptions>
{
    public ValidateOptionsResult Validate(string? name, FileBucketsOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.Folder))
        {
            faults.Add("FileBucketsOptions.Folder is not set; name the folder to keep buckets in.");
        }

        if (options.MaxObjectBytes < 1)
        {
            faults.Add($"FileBucketsOptions.MaxObjectBytes is {options.MaxObjectBytes}; the least is 1.");
        }

        if (options.UploadLifetime < TimeSpan.FromMinutes(1))
        {
            faults.Add($"FileBucketsOptions.UploadLifetime is {options.UploadLifetime}; the least is 1 min.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
