namespace EdgeIsolates.Packages.Tests.Npm;

/// <summary>The packages of the lock file, installed and bundled once for all tests. npm is asked only when the lock file has changed.</summary>
public sealed class NpmFixture : IAsyncLifetime
{
    private static readonly string s_lock = Path.Combine(Folders.Packages, "package-lock.json");
    private static readonly string s_installedLock = Path.Combine(Folders.Installed, "installed-lock.json");

    public async Task InitializeAsync()
    {
        if (!await IsInstalledAsync())
        {
            await InstallAsync();
        }

        await Command.MustRunAsync("node", Folders.Packages, "bundle.mjs", Folders.Installed, Folders.Bundles);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<bool> IsInstalledAsync() =>
        File.Exists(s_installedLock) && await File.ReadAllTextAsync(s_installedLock) == await File.ReadAllTextAsync(s_lock);

    private static async Task InstallAsync()
    {
        Directory.CreateDirectory(Folders.Installed);
        File.Delete(s_installedLock);
        foreach (string name in new[] { "package.json", "package-lock.json", ".npmrc" })
        {
            File.Copy(Path.Combine(Folders.Packages, name), Path.Combine(Folders.Installed, name), overwrite: true);
        }

        await Command.MustRunAsync("npm", Folders.Installed, "ci", "--ignore-scripts");
        File.Copy(s_lock, s_installedLock);
    }
}
