using System.Runtime.CompilerServices;

namespace EdgeIsolates.AspNetCore.Tests.Docs;

public sealed class ConfigurationReferenceTests
{
    /// <summary>Run with EDGE_WRITE_DOCS=1 to write the page anew.</summary>
    [Fact]
    public void ConfigurationPage_IsWhatTheCodeSays()
    {
        string page = Path.Combine(RepositoryRoot(), "docs", "configuration.md");
        string expected = ConfigurationReference.Write();
        if (Environment.GetEnvironmentVariable("EDGE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(page, expected);
        }

        Assert.True(File.ReadAllText(page) == expected, "docs/configuration.md is not what the options' documentation says: run this test with EDGE_WRITE_DOCS=1.");
    }

    private static string RepositoryRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
