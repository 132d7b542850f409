using System.Reflection;

namespace EdgeIsolates.Packages.Tests.Npm;

/// <summary>Where things lie.</summary>
internal static class Folders
{
    private static readonly string s_root = typeof(Folders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>The lock file, and a folder for each package.</summary>
    public static string Packages { get; } = Path.Combine(s_root, "tests", "EdgeIsolates.Packages.Tests", "packages");

    /// <summary>The TypeScript that is compiled against the types that the library ships.</summary>
    public static string TypeScript { get; } = Path.Combine(Packages, "edge-isolates");

    /// <summary>The sample whose function wrangler deploys.</summary>
    public static string IntakeProxy { get; } = Path.Combine(s_root, "samples", "IntakeProxy");

    /// <summary>The types that the library ships.</summary>
    public static string Declarations { get; } = Path.Combine(s_root, "src", "EdgeIsolates", "Types", "edge-isolates.d.ts");

    /// <summary>Where npm installs.</summary>
    public static string Installed { get; } = Path.Combine(s_root, "artifacts", "packages", "node");

    /// <summary>A file for each package: what a tenant deploys.</summary>
    public static string Bundles { get; } = Path.Combine(s_root, "artifacts", "packages", "bundles");
}
