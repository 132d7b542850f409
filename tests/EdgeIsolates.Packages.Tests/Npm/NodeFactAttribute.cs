using System.Diagnostics;

namespace EdgeIsolates.Packages.Tests.Npm;

/// <summary>A test of a program that wants a newer Node.js than some distributions have; with an older one it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    private static readonly Version Installed = AskVersion();

    /// <param name="least">The oldest version that does, such as <c>20.3.0</c>.</param>
    public NodeFactAttribute(string least)
    {
        Least = least;
        if (Installed < Version.Parse(least))
        {
            Skip = $"It needs Node.js {least} or later, and here is {Installed}.";
        }
    }

    public string Least { get; }

    private static Version AskVersion()
    {
        using Process node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true, UseShellExecute = false })!;
        string version = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return Version.Parse(version.Trim().TrimStart('v'));
    }
}
