using System.Security.Cryptography;
using EdgeIsolates;

namespace MinimalHost;

/// <summary>
/// A folder whose files are functions: <c>hello.js</c> is the function <c>hello</c>. Each call of <see cref="RefreshAsync"/> looks at the files' stamps and deploys
/// what has changed, before the request that asked goes on. What it has deployed says so, with the file's hash: after a restart, files that are in the store as they
/// are on disk are not deployed again.
/// </summary>
internal sealed class FunctionFolder(string path, IEdgeFunctions functions, ILogger<FunctionFolder> log)
{
    private const string Deployer = "folder";

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Dictionary<string, FileStamp> _deployed = [];
    private bool _isFirst = true;

    public string Path => path;

    /// <summary>The folder that was asked for (<c>--functions some/folder</c>), or samples/functions of this repository.</summary>
    public static string Locate(string? asked)
    {
        if (asked is not null)
        {
            return System.IO.Path.GetFullPath(asked);
        }

        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = System.IO.Path.Combine(at.FullName, "samples", "functions");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("There is no samples/functions above the program: name a folder with --functions.");
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (!_isFirst && IsCurrent(FileStamp.OfFolder(path)))
        {
            return;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            Dictionary<string, FileStamp> found = FileStamp.OfFolder(path);
            foreach (string name in Deployed().Except(found.Keys))
            {
                await functions.RemoveAsync(name, Deployer, cancellationToken);
            }

            foreach ((string name, FileStamp stamp) in found.Where(file => _deployed.GetValueOrDefault(file.Key) != file.Value))
            {
                await DeployAsync(name, stamp.File, cancellationToken);
            }

            _deployed = found;
            _isFirst = false;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The functions that came from the folder, in this run or an earlier one.</summary>
    private IEnumerable<string> Deployed() => functions.List().Where(function => Newest(function)?.DeployedBy == Deployer).Select(function => function.Name);

    private async Task DeployAsync(string name, string file, CancellationToken cancellationToken)
    {
        string fileName = System.IO.Path.GetFileName(file);
        string source = await File.ReadAllTextAsync(file, cancellationToken);
        string hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(source)));
        if (functions.Find(name) is { } present && Newest(present)?.Message == hash)
        {
            return;
        }

        FunctionDeployment deployment = FunctionFile.Parse(name, fileName, source) with { DeployedBy = Deployer, Message = hash };
        DeployResult result = await functions.DeployAsync(deployment, cancellationToken);
        if (!result.Succeeded)
        {
            string report = BrokenFunction.Report(fileName, result.Faults);
            log.LogError("{Report}", report);
            await functions.DeployAsync(BrokenFunction.InPlaceOf(deployment, report), cancellationToken);
        }
    }

    private static FunctionVersion? Newest(FunctionRecord function) => function.Traffic is [.., { Version: { } version }] ? version : null;

    private bool IsCurrent(Dictionary<string, FileStamp> found) =>
        found.Count == _deployed.Count && found.All(file => _deployed.GetValueOrDefault(file.Key) == file.Value);
}
